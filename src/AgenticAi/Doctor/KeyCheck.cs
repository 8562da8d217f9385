using AgenticAi.Configuration;

namespace AgenticAi.Doctor;

/// <summary>Whether the key looks like one of OpenAI's. Never prints any of it.</summary>
internal static class KeyCheck
{
    private const string Subject = "key format";

    /// <summary>OpenAI's keys are much longer; anything shorter was cut when it was copied.</summary>
    private const int ShortestKey = 40;

    public static Finding Examine(OpenAIRealtimeConfig config)
    {
        string key = config.ApiKey.Reveal();
        if (!config.Url.Host.EndsWith("openai.com", StringComparison.Ordinal))
            return Finding.Good(Subject, $"not judged: {config.Url.Host} is not OpenAI");
        if (!key.StartsWith("sk-", StringComparison.Ordinal))
            return Finding.Failed(Subject, "openai_realtime.api_key does not begin with sk-, as OpenAI's keys do");
        return key.Length < ShortestKey
            ? Finding.Warning(Subject, "openai_realtime.api_key is shorter than OpenAI's keys are; it may have been cut")
            : Finding.Good(Subject, "openai_realtime.api_key looks like an OpenAI key");
    }
}
