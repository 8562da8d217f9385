using System.Text.Json;

namespace AgenticAi.Calls.Turns;

/// <summary>Functions that the model may call and turn-taking carries out.</summary>
public static class AgentFunctions
{
    /// <summary>Ends the call after everything that was said has been heard.</summary>
    public const string HangUp = "hang_up";

    /// <summary>The output of <see cref="HangUp"/> when the caller went on speaking.</summary>
    internal const string NotHungUp = "The caller went on speaking, so the call goes on.";

    /// <summary>The definitions for the session.</summary>
    public static JsonElement Tools { get; } = JsonElement.Parse(
        $$"""
        [{
          "type": "function",
          "name": "{{HangUp}}",
          "description": "Ends the phone call. Say goodbye first, in the same response. Call it when the conversation has come to its end or the caller wants it to end.",
          "parameters": { "type": "object", "properties": {}, "required": [] }
        }]
        """);
}
