namespace AgenticAi.Configuration;

/// <summary>Section <c>intents</c>: who understands what callers want.</summary>
public sealed record IntentsConfig
{
    /// <summary>Who. Default rules: it needs no key, no network and no time.</summary>
    public IntentAnalyzerSetting Analyzer { get; init; } = IntentAnalyzerSetting.Rules;

    /// <summary>
    /// How long an answer may take, 100 ms to 10 s; what is not understood by then is not acted upon. Default 2 s: a caller who has asked
    /// for something waits no longer for a sign that it was heard. Less than 100 ms is no round trip to a model.
    /// </summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Section <c>intents.openai</c>.</summary>
    public OpenAIIntentsConfig OpenAI { get; init; } = new();

    /// <summary>Section <c>intents.gemini</c>.</summary>
    public GeminiIntentsConfig Gemini { get; init; } = new();
}

/// <summary>Who understands what callers want.</summary>
public enum IntentAnalyzerSetting
{
    /// <summary><c>none</c>: nobody.</summary>
    None,

    /// <summary><c>rules</c>: rules of English, on this machine.</summary>
    Rules,

    /// <summary><c>openai</c>: a model of OpenAI.</summary>
    OpenAI,

    /// <summary><c>gemini</c>: a model of Google.</summary>
    Gemini,
}

/// <summary>Section <c>intents.openai</c>: asked when <c>intents.analyzer</c> is <c>openai</c>.</summary>
public sealed record OpenAIIntentsConfig
{
    /// <summary>Sent as <c>Authorization: Bearer</c>. Needed when it is asked.</summary>
    public Secret ApiKey { get; init; } = Secret.None;

    /// <summary>Default gpt-6-luna: the smallest of the current generation with structured outputs.</summary>
    public string Model { get; init; } = "gpt-6-luna";

    /// <summary>The base of the API. Default: OpenAI's own.</summary>
    public Uri Url { get; init; } = new("https://api.openai.com/v1");

    /// <summary>
    /// How long the model thinks first, or null: not sent, for models and servers that do not know the setting. Default none: left out, the
    /// default model thinks for longer than there is time.
    /// </summary>
    public string? ReasoningEffort { get; init; } = "none";
}

/// <summary>Section <c>intents.gemini</c>: asked when <c>intents.analyzer</c> is <c>gemini</c>.</summary>
public sealed record GeminiIntentsConfig
{
    /// <summary>Sent as <c>x-goog-api-key</c>. Needed when it is asked.</summary>
    public Secret ApiKey { get; init; } = Secret.None;

    /// <summary>Default gemini-3.5-flash-lite: small, and quick to begin.</summary>
    public string Model { get; init; } = "gemini-3.5-flash-lite";

    /// <summary>The base of the API. Default: Google's own.</summary>
    public Uri Url { get; init; } = new("https://generativelanguage.googleapis.com/v1beta");
}
