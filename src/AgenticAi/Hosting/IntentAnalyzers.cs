using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Intents.Gemini;
using AgenticAi.Intents.OpenAI;
using AgenticAi.Intents.Rules;

namespace AgenticAi.Hosting;

/// <summary>Makes the analyser that the configuration names: one for all calls.</summary>
internal static class IntentAnalyzers
{
    /// <param name="config">Which, and its key. A key that is needed and empty was refused when the configuration was read.</param>
    /// <param name="http">Carries the questions to a model; stays the caller's.</param>
    /// <returns>Null for <c>none</c>.</returns>
    public static IIntentAnalyzer? Of(IntentsConfig config, HttpClient http) => config.Analyzer switch
    {
        IntentAnalyzerSetting.Rules => new RulesAnalyzer(),
        IntentAnalyzerSetting.OpenAI => new OpenAIAnalyzer(
            new OpenAIAnalyzerOptions
            {
                ApiKey = config.OpenAI.ApiKey.Reveal(),
                Url = config.OpenAI.Url,
                Model = config.OpenAI.Model,
                ReasoningEffort = config.OpenAI.ReasoningEffort,
            },
            http),
        IntentAnalyzerSetting.Gemini => new GeminiAnalyzer(
            new GeminiAnalyzerOptions
            {
                ApiKey = config.Gemini.ApiKey.Reveal(),
                Url = config.Gemini.Url,
                Model = config.Gemini.Model,
            },
            http),
        _ => null,
    };
}
