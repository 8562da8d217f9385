namespace AgenticAi.Simulation.Scenarios;

/// <summary>A scenario file breaks rules.</summary>
public sealed class ScenarioException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>One sentence for each broken rule; it names file, line, key, value and rule.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
