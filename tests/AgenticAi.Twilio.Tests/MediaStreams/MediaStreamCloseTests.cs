using System.Net.WebSockets;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;

namespace AgenticAi.Twilio.Tests.MediaStreams;

public class MediaStreamCloseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_answer_to_a_close_is_seen_by_the_reader()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        Task<MediaStreamEnd> reading = harness.Connection.ReceiveAsync(harness.Receiver, Token);
        Task closing = harness.Connection.CloseAsync(WebSocketCloseStatus.NormalClosure, "done");
        (await harness.ReceiveAsync()).ShouldBeNull();
        harness.Pair.Client.CloseStatusDescription.ShouldBe("done");
        closing.IsCompleted.ShouldBeFalse();

        await harness.SendAsync(Fixture.Received("mark"));
        await harness.AnswerCloseAsync();
        await closing.Within();
        (await reading.Within()).ShouldBe(new MediaStreamEnd(MediaStreamEndKind.Closed, "1000 bye", null));
        (await harness.Receiver.NextAsync()).ShouldBe(new MarkReached("item_7:160:2:41"));
        harness.Pair.Server.State.ShouldBe(WebSocketState.Closed);
    }

    [Fact]
    public async Task A_connection_that_is_cut_says_no_goodbye_and_the_reader_is_told()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        Task<MediaStreamEnd> reading = harness.Connection.ReceiveAsync(harness.Receiver, Token);
        harness.Connection.Abort();
        MediaStreamEnd end = await reading.Within();
        (end.Kind, end.Detail).ShouldBe((MediaStreamEndKind.Lost, "The connection was cut from this side."));
        harness.Pair.Server.State.ShouldBe(WebSocketState.Aborted);
    }

    [Fact]
    public async Task Without_a_reader_the_answer_is_waited_for_all_the_same()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        await harness.SendAsync(Fixture.Received("stop"));
        await harness.Connection.ReceiveAsync(harness.Receiver, Token).Within();
        Task closing = harness.Connection.CloseAsync(WebSocketCloseStatus.NormalClosure, "done");
        await harness.SendAsync(Fixture.Received("media"), "not even JSON");
        closing.IsCompleted.ShouldBeFalse();
        await harness.AnswerCloseAsync();
        await closing.Within();
        harness.Pair.Server.State.ShouldBe(WebSocketState.Closed);
    }

    [Fact]
    public async Task A_stream_that_is_refused_at_its_start_can_be_closed_with_a_reason()
    {
        await using var harness = new StreamHarness();
        await harness.SendAsync(Fixture.Received("media"));
        await Should.ThrowAsync<MediaStreamStartException>(harness.Connection.ReceiveStartAsync(Token).Within());
        Task closing = harness.Connection.CloseAsync(WebSocketCloseStatus.PolicyViolation, "start expected");
        (await harness.ReceiveAsync()).ShouldBeNull();
        harness.Pair.Client.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        await harness.AnswerCloseAsync();
        await closing.Within();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_peer_that_does_not_answer_is_cut_off_when_the_limit_is_reached(bool reads)
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        Task<MediaStreamEnd>? reading = reads ? harness.Connection.ReceiveAsync(harness.Receiver, Token) : null;
        Task closing = harness.Connection.CloseAsync(WebSocketCloseStatus.NormalClosure, "done");
        harness.Time.Advance(StreamHarness.CloseTimeout - TimeSpan.FromTicks(1));
        closing.IsCompleted.ShouldBeFalse();
        harness.Time.Advance(TimeSpan.FromTicks(1));
        await closing.Within();
        harness.Pair.Server.State.ShouldBe(WebSocketState.Aborted);
        if (reading is null) return;
        MediaStreamEnd end = await reading.Within();
        end.Kind.ShouldBe(MediaStreamEndKind.Lost);
        end.Detail.ShouldBe("The connection was cut from this side.");
    }

    [Fact]
    public async Task A_peer_that_does_not_even_read_is_cut_off_as_well()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync(wireBytes: 500);
        Task stuck = harness.Connection.SendMediaAsync(new byte[4000], CancellationToken.None).AsTask();
        Task closing = harness.Connection.CloseAsync(WebSocketCloseStatus.NormalClosure, "done");
        harness.Time.Advance(StreamHarness.CloseTimeout);
        await closing.Within();
        harness.Pair.Server.State.ShouldBe(WebSocketState.Aborted);
        (await Record.ExceptionAsync(() => stuck.Within())).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_close_of_the_peer_is_answered()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        await harness.Pair.Client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", Token);
        await harness.Connection.ReceiveAsync(harness.Receiver, Token).Within();
        await harness.Connection.CloseAsync(WebSocketCloseStatus.NormalClosure, "done").Within();
        (await harness.ReceiveAsync()).ShouldBeNull();
        harness.Pair.Client.State.ShouldBe(WebSocketState.Closed);
    }

    [Fact]
    public async Task Closing_twice_and_closing_what_is_lost_are_no_errors()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        Task first = harness.Connection.CloseAsync(WebSocketCloseStatus.NormalClosure, "one");
        Task second = harness.Connection.CloseAsync(WebSocketCloseStatus.NormalClosure, "two");
        await harness.AnswerCloseAsync();
        await Task.WhenAll(first, second).Within();

        await using StreamHarness lost = await StreamHarness.StartedAsync();
        lost.Pair.Cut();
        await lost.Connection.CloseAsync(WebSocketCloseStatus.NormalClosure, "done").Within();
        await lost.Connection.DisposeAsync();
        await lost.Connection.CloseAsync(WebSocketCloseStatus.NormalClosure, "done").Within();
    }

    [Fact]
    public async Task Disposal_ends_the_reading_and_can_be_repeated()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        Task<MediaStreamEnd> reading = harness.Connection.ReceiveAsync(harness.Receiver, Token);
        await harness.Connection.DisposeAsync().Within();
        reading.IsCompleted.ShouldBeTrue();
        (await reading).Kind.ShouldBe(MediaStreamEndKind.Lost);
        await harness.Connection.DisposeAsync().Within();
    }

    [Fact]
    public void The_limits_have_reasons_and_bounds()
    {
        var limits = new MediaStreamLimits();
        limits.MaxMessageBytes.ShouldBe(64 * 1024);
        limits.StartTimeout.ShouldBe(TimeSpan.FromSeconds(10));
        limits.CloseTimeout.ShouldBe(TimeSpan.FromSeconds(5));
        Should.Throw<ArgumentOutOfRangeException>(() => limits with { MaxMessageBytes = 1023 }).ParamName.ShouldBe("MaxMessageBytes");
        Should.Throw<ArgumentOutOfRangeException>(() => limits with { MaxMessageBytes = (16 * 1024 * 1024) + 1 });
        Should.Throw<ArgumentOutOfRangeException>(() => limits with { StartTimeout = TimeSpan.Zero });
        Should.Throw<ArgumentOutOfRangeException>(() => limits with { CloseTimeout = -TimeSpan.FromTicks(1) });
        (limits with { MaxMessageBytes = 1024 }).MaxMessageBytes.ShouldBe(1024);
    }
}
