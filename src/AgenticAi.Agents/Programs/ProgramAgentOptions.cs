using System.Collections.Immutable;

namespace AgenticAi.Agents.Programs;

/// <summary>An agent that is a program on this machine, started anew for each task.</summary>
/// <param name="Program">A path, or a name that is looked up in PATH. No shell is between us and it.</param>
public sealed record ProgramAgentOptions(string Program)
{
    /// <summary>Handed over one by one, exactly as they are.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>The variables of our environment that it gets; it gets no others.</summary>
    public ImmutableArray<string> Environment { get; init; } = [];

    /// <summary>Where it runs; null for our own directory.</summary>
    public string? Directory { get; init; }

    /// <summary>
    /// Programs at once, at least 1; one more waits. 8: each may be an interpreter of a hundred megabytes. No option: internal for the
    /// test that sees one wait for another.
    /// </summary>
    internal int MaxConcurrent { get; init; } = 8;

    /// <summary>
    /// How long it may go on after it was asked to end, before it is ended: enough to write down what is half done, and the caller has
    /// stopped waiting. No option: internal for the test of a program that does not want to end.
    /// </summary>
    internal TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);
}
