namespace AgenticAi.Intents.Gemini;

/// <summary>Which model is asked, and where. Not a record: a record would print the key.</summary>
public sealed class GeminiAnalyzerOptions
{
    /// <summary>Sent as <c>x-goog-api-key</c>. Never empty.</summary>
    public required string ApiKey { get; init; }

    /// <summary>The base of the API, without <c>/models/…</c>.</summary>
    public Uri Url { get; init; } = new("https://generativelanguage.googleapis.com/v1beta");

    /// <summary>
    /// The model. Default gemini-3.5-flash-lite: small, and by default it hardly thinks before it answers
    /// (https://ai.google.dev/gemini-api/docs/models/gemini-3.5-flash-lite).
    /// </summary>
    public string Model { get; init; } = "gemini-3.5-flash-lite";
}
