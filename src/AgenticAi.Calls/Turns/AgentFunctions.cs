using System.Text.Json;

namespace AgenticAi.Calls.Turns;

/// <summary>Functions that the model may call and turn-taking carries out.</summary>
public static class AgentFunctions
{
    /// <summary>Ends the call after everything that was said has been heard.</summary>
    public const string HangUp = "hang_up";

    /// <summary>The output of <see cref="HangUp"/> when the caller went on speaking.</summary>
    internal const string NotHungUp = "The caller went on speaking, so the call goes on.";

    /// <summary>Hands what the caller wants done to the agent; the brain decides about it.</summary>
    public const string AskAgent = "ask_agent";

    private const string HangUpDescription =
        "Ends the phone call. Say goodbye first, in the same response. "
        + "Call it when the conversation has come to its end or the caller wants it to end.";

    private const string AskAgentDescription =
        "Has something done or found out for the caller by an agent outside this conversation. "
        + "Call it once for each thing the caller asks for. "
        + "Say in the same response, in a few words, that you are taking care of it, and go on with the conversation: "
        + "the result comes later as the output. Never say that something is done before that.";

    private static readonly string HangUpTool =
        $$"""
        {
          "type": "function",
          "name": "{{HangUp}}",
          "description": "{{HangUpDescription}}",
          "parameters": { "type": "object", "properties": {}, "required": [] }
        }
        """;

    private static readonly string AskAgentTool =
        $$"""
        {
          "type": "function",
          "name": "{{AskAgent}}",
          "description": "{{AskAgentDescription}}",
          "parameters": {
            "type": "object",
            "properties": { "request": { "type": "string", "description": "What is to be done, in one sentence with everything the agent has to know." } },
            "required": ["request"]
          }
        }
        """;

    /// <summary>The definitions for a session; null for none.</summary>
    public static JsonElement? Tools(bool mayHangUp, bool mayAskAgent)
    {
        string[] tools = [.. mayHangUp ? [HangUpTool] : Array.Empty<string>(), .. mayAskAgent ? [AskAgentTool] : Array.Empty<string>()];
        return tools.Length == 0 ? null : JsonElement.Parse($"[{string.Join(',', tools)}]");
    }

    /// <summary>The names of the functions in such definitions.</summary>
    internal static IReadOnlyList<string> NamesIn(JsonElement? tools) =>
        tools is not { } list ? [] : [.. list.EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!)];

    /// <summary>The request in the arguments of <see cref="AskAgent"/>; empty when the model wrote something else.</summary>
    internal static string RequestOf(string? arguments)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(arguments ?? "");
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("request", out JsonElement request)
                && request.ValueKind == JsonValueKind.String ? request.GetString()! : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
