namespace AgenticAi.Intents.OpenAI;

/// <summary>Which model is asked, and where. Not a record: a record would print the key.</summary>
public sealed class OpenAIAnalyzerOptions
{
    /// <summary>Pays for the questions. Never empty.</summary>
    public required string ApiKey { get; init; }

    /// <summary>The base of the API, without <c>/chat/completions</c>: OpenAI's own, or any server that speaks the same.</summary>
    public Uri Url { get; init; } = new("https://api.openai.com/v1");

    /// <summary>
    /// The model. Default gpt-6-luna: the smallest of the current generation, which takes structured outputs in Chat Completions
    /// (https://developers.openai.com/api/docs/models/gpt-6-luna).
    /// </summary>
    public string Model { get; init; } = "gpt-6-luna";

    /// <summary>
    /// How long the model thinks before it answers (<c>reasoning_effort</c>), or null: not sent, for models and servers that do not know
    /// it. Default none: the answer is due in two seconds, and left out it would be medium.
    /// </summary>
    public string? ReasoningEffort { get; init; } = "none";
}
