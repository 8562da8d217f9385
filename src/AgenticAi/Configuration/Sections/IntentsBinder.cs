using System.Text.RegularExpressions;
using AgenticAi.Configuration.Reading;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>intents</c>.</summary>
internal static partial class IntentsBinder
{
    private static readonly ValueKind<IntentAnalyzerSetting> Analyzer = Kinds.OneOf(
        ("none", IntentAnalyzerSetting.None), ("rules", IntentAnalyzerSetting.Rules),
        ("openai", IntentAnalyzerSetting.OpenAI), ("gemini", IntentAnalyzerSetting.Gemini));

    private static readonly ValueKind<Secret> ApiKey = TextKinds.Hidden(
        "an API key without white space, or empty", text => text.Length == 0 || TextKinds.IsOneWord(text));

    private static readonly ValueKind<string> Model = TextKinds.Name("the name of a model", name => NameVerdict.Accept(name));

    private static readonly ValueKind<string> Effort = TextKinds.Shape("none, minimal, low, medium or high", EffortWord());

    public static IntentsConfig Bind(Section section)
    {
        var defaults = new IntentsConfig();
        IntentAnalyzerSetting analyzer = section.Read("analyzer", defaults.Analyzer, Analyzer,
            "Who understands what callers want: `rules` of English on this machine, a model of `openai` or `gemini`, or `none`.");
        return new IntentsConfig
        {
            Analyzer = analyzer,
            TimeLimit = section.Read("time_limit_ms", defaults.TimeLimit, Kinds.Milliseconds(100, 10_000),
                "How long an answer may take. What is not understood by then is not acted upon."),
            OpenAI = section.Child("openai", child => BindOpenAI(child, analyzer == IntentAnalyzerSetting.OpenAI)),
            Gemini = section.Child("gemini", child => BindGemini(child, analyzer == IntentAnalyzerSetting.Gemini)),
        };
    }

    private static OpenAIIntentsConfig BindOpenAI(Section section, bool isAsked)
    {
        var defaults = new OpenAIIntentsConfig();
        return new OpenAIIntentsConfig
        {
            ApiKey = ReadKey(section, isAsked, "OPENAI_API_KEY", "openai"),
            Model = section.Read("model", defaults.Model, Model, "The model that is asked: a small one that takes structured outputs."),
            Url = section.Read("url", defaults.Url, AddressKinds.Url("https", "http"),
                "The base of the API: OpenAI's, or any other that has Chat Completions with structured outputs."),
            ReasoningEffort = section.Read("reasoning_effort", defaults.ReasoningEffort!, Effort,
                "How long the model thinks first. Empty: not sent, for models and servers that do not know the setting.")
                is { Length: > 0 } effort ? effort : null,
        };
    }

    private static GeminiIntentsConfig BindGemini(Section section, bool isAsked)
    {
        var defaults = new GeminiIntentsConfig();
        return new GeminiIntentsConfig
        {
            ApiKey = ReadKey(section, isAsked, "GEMINI_API_KEY", "gemini"),
            Model = section.Read("model", defaults.Model, Model, "The model that is asked: a small one that takes response schemas."),
            Url = section.Read("url", defaults.Url, AddressKinds.Url("https", "http"), "The base of the Gemini API."),
        };
    }

    private static Secret ReadKey(Section section, bool isAsked, string variable, string analyzer)
    {
        Secret key = section.Read("api_key", Secret.None, ApiKey,
            $"The key that pays for the questions; write `${{{variable}:}}`. Needed when `intents.analyzer` is `{analyzer}`.");
        if (isAsked && key.IsEmpty && !section.HasError("api_key"))
            section.Error("api_key",
                $"is missing: intents.analyzer is {analyzer}. Set it ({variable}), or set intents.analyzer to rules, which needs none");
        return key;
    }

    [GeneratedRegex("^(none|minimal|low|medium|high)\\z", RegexOptions.CultureInvariant)]
    private static partial Regex EffortWord();
}
