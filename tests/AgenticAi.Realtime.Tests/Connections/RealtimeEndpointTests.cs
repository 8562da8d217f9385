using AgenticAi.Realtime.Connections;

namespace AgenticAi.Realtime.Tests.Connections;

public sealed class RealtimeEndpointTests
{
    [Theory]
    [InlineData("wss://api.openai.com/v1/realtime", "wss://api.openai.com/v1/realtime?model=gpt-realtime-2.1")]
    [InlineData("ws://127.0.0.1:9/?region=eu&model=old", "ws://127.0.0.1:9/?region=eu&model=gpt-realtime-2.1")]
    [InlineData("wss://host/a?x=1%202&call_id=rtc", "wss://host/a?x=1%202&call_id=rtc&model=gpt-realtime-2.1")]
    public void The_model_joins_the_query(string url, string expected) =>
        new RealtimeEndpoint(new Uri(url), "sk-1", "gpt-realtime-2.1").ConnectUri.AbsoluteUri.ShouldBe(expected);

    [Fact]
    public void A_model_is_escaped() =>
        new RealtimeEndpoint(RealtimeEndpoint.OpenAI, "sk-1", "a&b=c d").ConnectUri.Query.ShouldBe("?model=a%26b%3Dc%20d");

    [Fact]
    public void The_key_is_in_no_text() =>
        new RealtimeEndpoint(new Uri("wss://host/a?token=t"), "sk-1", "m").ToString().ShouldBe("wss://host/a (m)");

    [Theory]
    [InlineData("https://host/", "sk-1", "m")]
    [InlineData("/relative", "sk-1", "m")]
    [InlineData("ws://host/", " ", "m")]
    [InlineData("ws://host/", "sk-1\r\nX: y", "m")]
    [InlineData("ws://host/", "sk-1", "")]
    public void What_cannot_work_is_refused(string url, string key, string model) =>
        Should.Throw<ArgumentException>(() => new RealtimeEndpoint(new Uri(url, UriKind.RelativeOrAbsolute), key, model));

    [Fact]
    public void A_line_break_at_the_end_of_a_key_file_does_no_harm() =>
        new RealtimeEndpoint(RealtimeEndpoint.OpenAI, "sk-1\n", "m").ApiKey.ShouldBe("sk-1");
}
