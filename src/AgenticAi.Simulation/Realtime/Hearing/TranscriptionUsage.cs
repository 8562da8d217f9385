using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime.Sessions;

namespace AgenticAi.Simulation.Realtime.Hearing;

/// <summary>
/// What a transcription is told to have used: its length for models that are priced by the minute, which are all but the family of
/// gpt-4o (developers.openai.com/api/docs/models), otherwise tokens.
/// </summary>
internal static class TranscriptionUsage
{
    private const string PricedByToken = "gpt-4o";

    public static JsonObject Of(Item item, string model)
    {
        if (!model.StartsWith(PricedByToken, StringComparison.Ordinal))
            return new JsonObject { ["type"] = "duration", ["seconds"] = item.AudioMs / 1000.0 };
        int audio = (item.AudioMs + 99) / 100;
        int text = (item.Text!.Length + 3) / 4;
        return new JsonObject
        {
            ["type"] = "tokens",
            ["total_tokens"] = audio + text,
            ["input_tokens"] = audio,
            ["input_token_details"] = new JsonObject { ["text_tokens"] = 0, ["audio_tokens"] = audio },
            ["output_tokens"] = text,
        };
    }
}
