namespace AgenticAi.Tests.Configuration;

/// <summary>Keys whose value has a form: addresses, numbers, names.</summary>
public class TextRuleTests
{
    [Theory]
    [InlineData(
        "openai_realtime.url", "https://api.openai.com/v1/realtime",
        "a URL that begins with wss:// or ws:// (write wss:// in place of https://)")]
    [InlineData("openai_realtime.url", "http://localhost/x", "a URL that begins with wss:// or ws:// (write ws:// in place of http://)")]
    [InlineData("openai_realtime.url", "api.openai.com", "a URL that begins with wss:// or ws://")]
    [InlineData("openai_realtime.url", "ftp://example.org", "a URL that begins with wss:// or ws://")]
    [InlineData("openai_realtime.url", "wss://example.org/#top", "a URL without #")]
    [InlineData("openai_realtime.url", "", "a URL that begins with wss:// or ws://")]
    [InlineData(
        "server.public_url", "wss://voice.example.org",
        "a URL that begins with https:// or http:// (write https:// in place of wss://)")]
    [InlineData(
        "server.public_url", "https://voice.example.org/path",
        "a URL that begins with https:// or http://, without path and query, or empty")]
    [InlineData(
        "server.public_url", "https://voice.example.org?x",
        "a URL that begins with https:// or http://, without path and query, or empty")]
    [InlineData(
        "server.public_url", "https://voice example.org",
        "a URL that begins with https:// or http://, without path and query, or empty")]
    [InlineData(
        "twilio.api_url", "https://api.twilio.com/2010-04-01",
        "a URL that begins with https:// or http://, without path and query")]
    [InlineData("telemetry.otlp_endpoint", "localhost:4317", "a URL that begins with https:// or http://, or empty")]
    [InlineData("server.host", "voice.example.org", "an IP address such as 0.0.0.0, 127.0.0.1 or ::, or localhost")]
    [InlineData("server.host", "", "an IP address such as 0.0.0.0, 127.0.0.1 or ::, or localhost")]
    [InlineData("twilio.account_sid", "AC123", "AC and 32 hexadecimal digits, or empty")]
    [InlineData("twilio.account_sid", "SK0123456789abcdef0123456789abcdef", "AC and 32 hexadecimal digits, or empty")]
    [InlineData("twilio.from_number", "0049 30 123456", "a number such as +14155550100 (E.164), or empty")]
    [InlineData("twilio.from_number", "+0123456", "a number such as +14155550100 (E.164), or empty")]
    [InlineData("twilio.from_number", "+1234567890123456", "a number such as +14155550100 (E.164), or empty")]
    [InlineData("openai_realtime.transcription_language", "eng", "a language as two small letters (ISO 639-1), such as en, or empty")]
    [InlineData("openai_realtime.voice", "rex", "alloy, ash, marin, cedar or echo")]
    [InlineData("openai_realtime.model", "two words", "the name of a Realtime model")]
    [InlineData("openai_realtime.transcription_model", "", "the name of a transcription model")]
    public void A_value_of_another_form_is_refused_with_the_rule(string key, string value, string rule) =>
        Sample.Errors(Sample.With(key, $"\"{value}\"")).ShouldHaveSingleItem()
            .ShouldEndWith($"{key}: \"{value}\" is not allowed: {rule}");

    [Fact]
    public void A_bare_number_is_no_address_and_no_telephone_number()
    {
        Sample.Errors(Sample.With("server.host", "8080")).ShouldHaveSingleItem()
            .ShouldContain("server.host: 8080 is not allowed: an IP address");
        Sample.Errors(Sample.With("twilio.from_number", "14155550100")).ShouldHaveSingleItem().ShouldContain("14155550100 is not allowed");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_server_listens_on_addresses(string host) =>
        Sample.Valid(Sample.With("server.host", $"\"{host}\"")).Server.Host.ShouldBe(host);

    [Theory]
    [InlineData("openai_realtime.url", "wss://user:hunter2-pass@example.org/")]
    [InlineData("server.public_url", "https://user:hunter2-pass@example.org")]
    [InlineData("telemetry.otlp_endpoint", "https://user:hunter2 pass@example.org")]
    [InlineData("journal.connection", "Data Source=x.db;Password=hunter2")]
    [InlineData("journal.connection", "Host=db;Pwd=hunter2")]
    [InlineData("journal.connection", "Data Source=x.db;Password")]
    public void A_password_in_an_address_is_refused_and_not_shown(string key, string value)
    {
        string error = Sample.Errors(Sample.With(key, $"\"{value}\"")).ShouldHaveSingleItem();
        error.ShouldContain($"{key}: the value is not allowed: ");
        error.ShouldNotContain("hunter2");
    }

    [Fact]
    public void Another_database_is_refused_in_plain_words()
    {
        Sample.Errors(Sample.With("journal.provider", "postgres")).ShouldHaveSingleItem().ShouldBe(
            "config.yaml:6: journal.provider: \"postgres\" is not allowed: sqlite or postgresql");
        Sample.Errors(Sample.With("journal.connection", "\"\"")).ShouldHaveSingleItem().ShouldBe(
            "config.yaml:6: journal.connection: an empty value is not allowed: "
            + "a SQLite connection string such as Data Source=data/agenticai.db");
    }

    [Fact]
    public void What_is_not_offered_says_what_is()
    {
        Sample.Errors(Sample.With("whisper.enabled", "true")).ShouldHaveSingleItem().ShouldBe(
            "config.yaml:6: whisper.enabled: \"true\" is not allowed: "
            + "false, since Realtime includes transcription (openai_realtime.transcription_model)");
        Sample.Errors(Sample.With("openai_realtime.enabled", "false")).ShouldHaveSingleItem().ShouldBe(
            "config.yaml:3: openai_realtime.enabled: \"false\" is not allowed: "
            + "true, since a call needs a voice model and Realtime is the one there is");
        Sample.Errors(Sample.With("whisper.enabled", "no")).ShouldHaveSingleItem().ShouldEndWith("\"no\" is not allowed: true or false");
    }
}
