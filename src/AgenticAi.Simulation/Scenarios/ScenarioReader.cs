using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgenticAi.Simulation.Scenarios;

/// <summary>Reads scenarios. Every key must be known, every value in its range; all errors are told at once.</summary>
public static class ScenarioReader
{
    /// <summary>Reads a scenario from YAML text.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="file">How the file is called in errors.</param>
    /// <exception cref="ScenarioException">The text breaks a rule.</exception>
    public static Scenario Parse(string yaml, string file)
    {
        var errors = new YamlErrors(file);
        var root = new YamlSection(Root(yaml, file), "", errors);
        YamlSection? agent = root.Section("agent");
        var scenario = new Scenario
        {
            Name = root.RequiredText("name"),
            About = root.Text("about") ?? "",
            Greeting = agent?.Section("greeting") is { } greeting ? AgentReplyReader.Read(greeting) : null,
            Replies = agent is null ? [] : [.. agent.Sections("replies").Select(AgentReplyReader.Read)],
            Caller = [.. root.Sections("caller").Select(CallerLineReader.Read).OfType<CallerLine>()],
            Faults = [.. root.Sections("faults").Select(FaultReader.Read).OfType<FaultPlan>()],
        };
        agent?.Close();
        root.Close();
        errors.ThrowIfAny();
        return scenario;
    }

    private static YamlMappingNode Root(string yaml, string file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException error)
        {
            throw new ScenarioException([$"{file}, line {error.Start.Line}: is not YAML: {error.Message}"]);
        }

        return stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root
            ? root
            : throw new ScenarioException([$"{file}: must be one YAML document that is a mapping of keys to values."]);
    }
}
