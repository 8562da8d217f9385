using System.Net.WebSockets;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;

namespace AgenticAi.Twilio.Tests.MediaStreams;

public class MediaStreamStartTests
{
    private const string Rule = "A media stream must begin with 'connected' and 'start'; ";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_start_says_which_call_it_is()
    {
        await using var harness = new StreamHarness();
        await harness.SendAsync(Fixture.Received("connected"), Fixture.Received("start"));
        StreamStarted started = await harness.Connection.ReceiveStartAsync(Token).Within();
        started.CustomParameters["token"].ShouldBe("p3Bw-_0");
        harness.Connection.StreamSid.ShouldBe(Fixture.StreamSid);
        harness.Connection.CallSid.ShouldBe(Fixture.CallSid);
    }

    [Fact]
    public async Task Before_the_start_there_is_no_stream_to_use()
    {
        await using var harness = new StreamHarness();
        Should.Throw<InvalidOperationException>(() => harness.Connection.StreamSid).Message.ShouldContain("ReceiveStartAsync");
        Should.Throw<InvalidOperationException>(() => harness.Connection.CallSid);
        await Should.ThrowAsync<InvalidOperationException>(async () => await harness.Connection.SendMediaAsync(Fixture.Audio, Token));
        await Should.ThrowAsync<InvalidOperationException>(harness.Connection.ReceiveAsync(harness.Receiver, Token));
    }

    [Theory]
    [InlineData("media", Rule + "expected 'connected', received 'media'")]
    [InlineData("start", Rule + "expected 'connected', received 'start'")]
    [InlineData("connected media", Rule + "expected 'start', received 'media'")]
    [InlineData("connected connected", Rule + "expected 'start', received 'connected'")]
    [InlineData("connected dtmf", Rule + "expected 'start', received 'dtmf'")]
    [InlineData("connected mark", Rule + "expected 'start', received 'mark'")]
    [InlineData("connected stop", Rule + "expected 'start', received 'stop'")]
    public async Task Another_order_is_refused(string messages, string text)
    {
        await using var harness = new StreamHarness();
        await harness.SendAsync([.. messages.Split(' ').Select(Fixture.Received)]);
        (await FailAsync(harness)).Message.ShouldBe(text);
    }

    [Fact]
    public async Task What_is_not_a_message_of_a_stream_is_refused()
    {
        await using var invalid = new StreamHarness();
        await invalid.SendAsync("hello");
        (await FailAsync(invalid)).Message.ShouldBe(
            Rule + "expected 'connected', received a message that could not be read: "
            + "Twilio message '(unknown)': the message is not valid JSON at line 1, byte 1.");

        await using var binary = new StreamHarness();
        await binary.Pair.Client.SendAsync(new byte[5].AsMemory(), WebSocketMessageType.Binary, true, Token);
        (await FailAsync(binary)).Message.ShouldBe(Rule + "expected 'connected', received a binary message");

        await using var tooLong = new StreamHarness();
        await tooLong.SendAsync(new string(' ', 2001));
        (await FailAsync(tooLong)).Message.ShouldBe(
            Rule + "expected 'connected', received a message of 2001 bytes, which is longer than the limit");

        await using var closed = new StreamHarness();
        await closed.AnswerCloseAsync();
        (await FailAsync(closed)).Message.ShouldBe(Rule + "expected 'connected', received a close frame");
    }

    [Fact]
    public async Task The_format_is_told_whatever_it_is()
    {
        await using var harness = new StreamHarness();
        string start = Fixture.Received("start").Replace("8000", "16000", StringComparison.Ordinal);
        await harness.SendAsync(Fixture.Received("connected"), start);
        StreamStarted started = await harness.Connection.ReceiveStartAsync(Token).Within();
        started.MediaFormat.ShouldNotBe(MediaFormat.Mulaw8000);
        started.MediaFormat.ToString().ShouldBe("audio/x-mulaw 16000 Hz, 1 channel(s)");
    }

    [Theory]
    [InlineData(false, "No media stream began within 10 s: nothing was received.")]
    [InlineData(true, "No media stream began within 10 s: only 'connected' was received.")]
    public async Task A_socket_that_never_starts_is_cut(bool connects, string text)
    {
        await using var harness = new StreamHarness();
        if (connects) await harness.SendAsync(Fixture.Received("connected"));
        Task<StreamStarted> starting = harness.Connection.ReceiveStartAsync(Token);
        harness.Time.Advance(StreamHarness.StartTimeout - TimeSpan.FromTicks(1));
        starting.IsCompleted.ShouldBeFalse();
        harness.Time.Advance(TimeSpan.FromTicks(1));
        (await Should.ThrowAsync<MediaStreamStartException>(starting.Within())).Message.ShouldBe(text);
        harness.Pair.Server.State.ShouldBe(WebSocketState.Aborted);
    }

    [Fact]
    public async Task A_connection_lost_before_the_start_is_told_from_a_wrong_start()
    {
        await using var harness = new StreamHarness();
        await harness.SendAsync(Fixture.Received("connected"));
        Task<StreamStarted> starting = harness.Connection.ReceiveStartAsync(Token);
        harness.Pair.Cut();
        var error = await Should.ThrowAsync<MediaStreamStartException>(starting.Within());
        error.Message.ShouldBe("The connection was lost before the media stream began: only 'connected' was received.");
        error.InnerException.ShouldBeOfType<WebSocketException>();
    }

    [Fact]
    public async Task The_caller_may_give_up()
    {
        await using var harness = new StreamHarness();
        using var cancellation = new CancellationTokenSource();
        Task<StreamStarted> starting = harness.Connection.ReceiveStartAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(starting.Within());
    }

    [Fact]
    public async Task Unknown_events_before_the_start_are_shown_to_the_receiver()
    {
        await using var harness = new StreamHarness();
        await harness.SendAsync("""{"event":"new1"}""", Fixture.Received("connected"), """{"event":"new2"}""", Fixture.Received("start"));
        await harness.Connection.ReceiveStartAsync(Token).Within();
        await harness.SendAsync(Fixture.Received("stop"));
        await harness.Connection.ReceiveAsync(harness.Receiver, Token).Within();
        (await harness.Receiver.NextAsync(2)).ShouldBe(
            [new UnknownMessage("new1", """{"event":"new1"}"""), new UnknownMessage("new2", """{"event":"new2"}""")]);
    }

    [Fact]
    public async Task A_flood_of_unknown_events_is_not_a_start()
    {
        await using var harness = new StreamHarness();
        await harness.SendAsync([.. Enumerable.Range(1, 9).Select(number => $$"""{"event":"new{{number}}"}""")]);
        (await FailAsync(harness)).Message.ShouldBe(
            Rule + "expected 'connected', received more than 8 unknown events, the last of them 'new9'");
    }

    private static Task<MediaStreamStartException> FailAsync(StreamHarness harness) =>
        Should.ThrowAsync<MediaStreamStartException>(harness.Connection.ReceiveStartAsync(Token).Within());
}
