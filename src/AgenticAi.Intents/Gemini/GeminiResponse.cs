using System.Text.Json;
using AgenticAi.Conversations;
using AgenticAi.Intents.Models;

namespace AgenticAi.Intents.Gemini;

/// <summary>The answer of <c>generateContent</c> (https://ai.google.dev/api/generate-content#generatecontentresponse).</summary>
internal static class GeminiResponse
{
    /// <summary>The text of the one candidate, without what the model thought.</summary>
    /// <exception cref="IntentAnalysisException">There is none.</exception>
    public static string TextOf(string vendor, ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.TryGetProperty("promptFeedback", out JsonElement feedback) && feedback.TryGetProperty("blockReason", out _))
                throw Refusal.NoAnswer(vendor, "the question is blocked");
            JsonElement candidate = root.GetProperty("candidates")[0];
            string? reason = candidate.GetProperty("finishReason").GetString();
            if (reason == "MAX_TOKENS") throw Refusal.NoAnswer(vendor, "the answer was cut off");
            if (reason != "STOP") throw Refusal.NoAnswer(vendor, "the model declines to answer");
            return string.Concat(candidate.GetProperty("content").GetProperty("parts").EnumerateArray().Where(IsAnswer)
                .Select(part => part.GetProperty("text").GetString()));
        }
        catch (Exception error) when (
            error is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw Refusal.NoAnswer(vendor, "the answer cannot be read");
        }
    }

    private static bool IsAnswer(JsonElement part) => !(part.TryGetProperty("thought", out JsonElement thought) && thought.GetBoolean());
}
