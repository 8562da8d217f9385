using System.Text.Json.Nodes;
using AgenticAi.Conversations;
using AgenticAi.Intents.Models;

namespace AgenticAi.Intents.Gemini;

/// <summary>The body of <c>generateContent</c> (https://ai.google.dev/api/generate-content#request-body).</summary>
internal static class GeminiRequest
{
    /// <summary>An intent has some 100 tokens; what a model thinks is counted too.</summary>
    private const int MostTokens = 2_000;

    public static string Of(IntentQuestion question) => new JsonObject
    {
        ["systemInstruction"] = new JsonObject { ["parts"] = Text(Instructions.Text) },
        ["contents"] = new JsonArray(new JsonObject { ["role"] = "user", ["parts"] = Text(QuestionDocument.Of(question)) }),
        ["generationConfig"] = new JsonObject
        {
            ["responseMimeType"] = "application/json",
            ["responseSchema"] = IntentSchema.ForGemini(),
            ["maxOutputTokens"] = MostTokens,
            ["candidateCount"] = 1,
        },
    }.ToJsonString();

    private static JsonArray Text(string text) => new(new JsonObject { ["text"] = text });
}
