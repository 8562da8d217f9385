using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Simulation.Scenarios;

/// <summary>
/// Who says what in a simulated conversation. One scenario drives both simulators: the caller's lines are spoken by
/// <see cref="SimulatedTwilio"/>, and <see cref="SimulatedRealtimeServer"/> knows their texts and the agent's replies.
/// </summary>
public sealed record Scenario
{
    /// <summary>A short name for reports.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people.</summary>
    public string About { get; init; } = "";

    /// <summary>Said when a response is asked for before the caller has said anything.</summary>
    public AgentReply? Greeting { get; init; }

    /// <summary>The answer to the first utterance of the caller, to the second, and so on.</summary>
    public IReadOnlyList<AgentReply> Replies { get; init; } = [];

    /// <summary>What the caller does, in order.</summary>
    public IReadOnlyList<CallerLine> Caller { get; init; } = [];

    /// <summary>Faults of the model's side that happen by themselves.</summary>
    public IReadOnlyList<FaultPlan> Faults { get; init; } = [];

    /// <summary>The texts of the caller's spoken lines in order: what the model hears as its first, second … utterance.</summary>
    public IEnumerable<string> Utterances => Caller.OfType<SayLine>().Select(line => line.Text);

    /// <summary>Reads one of the scenarios that come with the simulators: <c>demo</c> or <c>short</c>.</summary>
    /// <exception cref="FileNotFoundException">There is none of that name.</exception>
    public static Scenario Embedded(string name)
    {
        string file = name + ".yaml";
        using Stream stream = typeof(Scenario).Assembly.GetManifestResourceStream("scenarios/" + file)
            ?? throw new FileNotFoundException($"There is no scenario '{name}' among those that come with the simulators.");
        using var reader = new StreamReader(stream);
        return ScenarioReader.Parse(reader.ReadToEnd(), file);
    }

    /// <summary>Reads a scenario from a file.</summary>
    /// <exception cref="ScenarioException">The file breaks a rule; the message names every one.</exception>
    public static Scenario Load(string path) => ScenarioReader.Parse(File.ReadAllText(path), path);
}
