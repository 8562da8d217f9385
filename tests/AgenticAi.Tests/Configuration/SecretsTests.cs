using AgenticAi.Configuration;

namespace AgenticAi.Tests.Configuration;

public class SecretsTests
{
    private static readonly string[] Keys =
    [
        "openai_realtime.api_key", "twilio.auth_token", "commands.pin", "intents.openai.api_key", "intents.gemini.api_key",
        "agent.http.secret", "agent.openclaw.token", "agent.session_secret", "server.api_token",
    ];

    /// <summary>A secret under each of its keys, right and wrong, and under keys that are none of its.</summary>
    public static TheoryData<string> Places =>
    [
        .. Keys,
        "openai_realtime.model", "openai_realtime.voice", "openai_realtime.url", "openai_realtime.turn_detection",
        "openai_realtime.turn_detection.threshold", "openai_realtime.transcription_keywords", "openai_realtime.api_kye",
        "agent.gateway", "agent.http.url", "agent.process.environment",
        "server.host", "server.port", "server.max_calls", "twilio.account_sid", "twilio.validate_signatures", "journal.provider",
        "journal.connection", "logging.level", "telemetry.otlp_endpoint", "whisper.enabled", "nonsense.key",
    ];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_secret_is_in_no_text_wherever_it_is_written(string place)
    {
        string[] forms = [Sample.ApiKey, $"\"{Sample.ApiKey} \"", "${SECRET}", $"[{Sample.ApiKey}]", $"{{ {Sample.ApiKey}: 1 }}"];
        foreach (string form in forms)
        {
            ConfigurationResult result = Sample.Parse(Sample.With(place, form), ("SECRET", Sample.ApiKey));
            AllText(result).ShouldNotContain(Sample.ApiKey);
        }
    }

    [Fact]
    public void A_secret_of_any_form_is_hidden_where_it_also_stands_under_a_wrong_key()
    {
        const string Token = "no-form-at-all-7f3a";
        ConfigurationResult result = Sample.Parse(
            "openai_realtime: { api_key: \"${T}\", model: \"${T}\", greeting: \"${T}\", voice: \"${T}\" }", ("T", Token));
        result.Errors.ShouldContain(error => error.Text.StartsWith("\"(hidden)\" is not allowed", StringComparison.Ordinal));
        AllText(result).ShouldNotContain(Token);
    }

    [Fact]
    public void Records_with_secrets_can_be_printed()
    {
        AgenticAiConfig config = Sample.Valid($$"""
            openai_realtime: { api_key: {{Sample.ApiKey}} }
            twilio: { auth_token: {{Sample.ApiKey}} }
            server: { api_token: {{Sample.ApiKey}} }
            """);
        string printed = config.ToString();
        printed.ShouldNotContain(Sample.ApiKey);
        printed.ShouldContain("ApiKey = (set, hidden)");
        config.Server.ApiToken.Reveal().ShouldBe(Sample.ApiKey);
        Secret.None.ToString().ShouldBe("(not set)");
    }

    [Theory]
    [InlineData("openai_realtime.api_key", "\"\"", "an empty value is not allowed: an API key without white space")]
    [InlineData("openai_realtime.api_key", "\"sk-test \"", "the value is not allowed: an API key without white space")]
    [InlineData("openai_realtime.api_key", "\"sk-te\\nst\"", "the value is not allowed: an API key without white space")]
    [InlineData("twilio.auth_token", "\"a b\"", "the value is not allowed: an auth token without white space, or empty")]
    [InlineData("agent.http.secret", "fifteen-letters", "the value is not allowed: at least 16 characters without white space, or empty")]
    [InlineData(
        "agent.session_secret", "fifteen-letters", "the value is not allowed: at least 16 characters without white space, or empty")]
    [InlineData("agent.openclaw.token", "\"a b\"", "the value is not allowed: a token without white space, or empty")]
    [InlineData("server.api_token", "fifteen-letters", "the value is not allowed: at least 16 characters without white space, or empty")]
    public void A_secret_of_another_form_is_refused_without_being_shown(string key, string value, string error) =>
        Sample.Errors(Sample.With(key, value)).ShouldHaveSingleItem().ShouldEndWith($"{key}: {error}");

    [Theory]
    [InlineData("openai_realtime: { api_key: sk-proj-0123456789abcdefghij")]
    [InlineData("sk-proj-0123456789abcdefghij: [")]
    [InlineData("a: *sk-proj-0123456789abcdefghij")]
    [InlineData("a: !sk-proj-0123456789abcdefghij 1")]
    [InlineData("%sk-proj-0123456789abcdefghij")]
    [InlineData("sk-proj-0123456789abcdefghij: 1\nsk-proj-0123456789abcdefghij: 2")]
    public void A_broken_file_does_not_show_one_either(string yaml) =>
        string.Join('\n', Sample.Errors(yaml)).ShouldNotContain(Sample.ApiKey);

    private static string AllText(ConfigurationResult result) => string.Join(
        '\n', [.. result.Errors.Select(error => error.ToString()), .. result.Warnings.Select(warning => warning.ToString()),
            ConfigurationDescription.Effective(result)]);
}
