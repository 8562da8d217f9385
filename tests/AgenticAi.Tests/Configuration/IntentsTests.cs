using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Hosting;

namespace AgenticAi.Tests.Configuration;

/// <summary>What <c>intents</c> makes of its values; their ranges are with those of the others.</summary>
public class IntentsTests
{
    [Fact]
    public void Every_key_of_intents_arrives() =>
        Sample.Valid(Sample.Minimal + """
            intents:
              analyzer: gemini
              time_limit_ms: 1500
              openai: { api_key: sk-other, model: gpt-x, url: "http://localhost:8000/v1", reasoning_effort: low }
              gemini: { api_key: AIza-test, model: gemini-x, url: "https://gateway.example.org/v1beta" }
            """).Intents.ShouldBe(new IntentsConfig
        {
            Analyzer = IntentAnalyzerSetting.Gemini,
            TimeLimit = TimeSpan.FromMilliseconds(1_500),
            OpenAI = new OpenAIIntentsConfig
            {
                ApiKey = new Secret("sk-other"),
                Model = "gpt-x",
                Url = new Uri("http://localhost:8000/v1"),
                ReasoningEffort = "low",
            },
            Gemini = new GeminiIntentsConfig
            {
                ApiKey = new Secret("AIza-test"),
                Model = "gemini-x",
                Url = new Uri("https://gateway.example.org/v1beta"),
            },
        });

    [Theory]
    [InlineData("openai", "OPENAI_API_KEY")]
    [InlineData("gemini", "GEMINI_API_KEY")]
    public void A_model_is_not_asked_without_a_key(string analyzer, string variable)
    {
        Sample.Errors($"{Sample.Minimal}intents: {{ analyzer: {analyzer} }}").ShouldHaveSingleItem()
            .ShouldContain($"intents.{analyzer}.api_key: is missing: intents.analyzer is {analyzer}. Set it ({variable})");
        Sample.Errors($"{Sample.Minimal}intents: {{ analyzer: {analyzer}, {analyzer}: {{ api_key: one-word }} }}").ShouldBeEmpty();
        Sample.Errors($"{Sample.Minimal}intents: {{ analyzer: {analyzer}, {analyzer}: {{ api_key: two words }} }}").ShouldHaveSingleItem()
            .ShouldContain("the value is not allowed: an API key without white space, or empty");
    }

    [Fact]
    public void An_effort_that_is_empty_is_not_sent()
    {
        Sample.Valid(Sample.With("intents.openai.reasoning_effort", "\"\"")).Intents.OpenAI.ReasoningEffort.ShouldBeNull();
        Sample.Errors(Sample.With("intents.openai.reasoning_effort", "much")).ShouldHaveSingleItem()
            .ShouldEndWith("\"much\" is not allowed: none, minimal, low, medium or high, or empty");
    }

    [Theory]
    [InlineData(IntentAnalyzerSetting.None, null)]
    [InlineData(IntentAnalyzerSetting.Rules, "rules")]
    [InlineData(IntentAnalyzerSetting.OpenAI, "openai")]
    [InlineData(IntentAnalyzerSetting.Gemini, "gemini")]
    public void Each_analyser_is_the_one_that_is_named(IntentAnalyzerSetting setting, string? name)
    {
        using var http = new HttpClient();
        var config = new IntentsConfig
        {
            Analyzer = setting,
            OpenAI = new OpenAIIntentsConfig { ApiKey = new Secret("sk-test") },
            Gemini = new GeminiIntentsConfig { ApiKey = new Secret("AIza-test") },
        };
        IIntentAnalyzer? analyzer = IntentAnalyzers.Of(config, http);
        analyzer?.Name.ShouldBe(name);
        (analyzer is null).ShouldBe(name is null);
    }
}
