using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.Scenarios;

/// <summary>
/// Reads one reply: either <c>text</c> with an optional <c>say</c> (the recording), or <c>call</c> with optional <c>arguments</c>
/// and <c>then</c> (the answer to the function's output), or <c>items</c>, a list of such parts, for several output items.
/// </summary>
internal static class AgentReplyReader
{
    public static AgentReply Read(YamlSection section)
    {
        bool several = section.Has("items");
        List<AgentPart> parts = several ? [.. section.Sections("items").Select(Item)] : [Part(section)];
        if (parts.Count == 0) section.Error("needs at least one part");
        AgentReply? then = section.Section("then") is { } next ? Read(next) : null;
        if (then is not null && !parts.OfType<FunctionCallPart>().Any()) section.Error("has 'then' but calls no function");
        section.Close();
        return new AgentReply(parts, then);
    }

    private static AgentPart Item(YamlSection section)
    {
        AgentPart part = Part(section);
        section.Close();
        return part;
    }

    private static AgentPart Part(YamlSection section)
    {
        if (!section.Has("call")) return new SpokenPart(section.RequiredText("text"), section.Text("say"));
        string arguments = section.Node("arguments") is { } node ? (YamlJson.From(node) ?? new JsonObject()).ToJsonString() : "{}";
        return new FunctionCallPart(section.RequiredText("call"), arguments);
    }
}
