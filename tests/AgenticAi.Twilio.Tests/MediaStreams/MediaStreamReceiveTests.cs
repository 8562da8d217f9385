using System.Net.WebSockets;
using System.Text;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;
using AgenticAi.WebSockets.Tests;

namespace AgenticAi.Twilio.Tests.MediaStreams;

public class MediaStreamReceiveTests
{
    private static readonly object Media = (new MediaFrame(3, 1, 5, true, 5), Convert.ToHexString(Fixture.Audio));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_arrives_in_order_until_stop()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        Task<MediaStreamEnd> reading = harness.Connection.ReceiveAsync(harness.Receiver, Token);
        await harness.SendAsync(
            Fixture.Received("media"), Fixture.Received("dtmf"), Fixture.Received("mark"), """{"event":"new"}""", Fixture.Received("stop"));
        (await reading.Within()).ShouldBe(new MediaStreamEnd(MediaStreamEndKind.Stopped, null, null));
        (await harness.Receiver.NextAsync(5)).ShouldBe(
        [
            Media, new Dtmf("#", "inbound_track"), new MarkReached("item_7:160:2:41"), new UnknownMessage("new", """{"event":"new"}"""),
            new Stopped(Fixture.AccountSid, Fixture.CallSid),
        ]);
    }

    [Fact]
    public async Task Messages_arrive_whole_at_whatever_byte_their_frames_are_cut()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        Task<MediaStreamEnd> reading = harness.Connection.ReceiveAsync(harness.Receiver, Token);
        byte[] media = Fixture.ReceivedBytes("media");
        for (int cut = 0; cut <= media.Length; cut++)
        {
            await harness.Pair.Client.SendAsync(media.AsMemory(0, cut), WebSocketMessageType.Text, false, Token);
            await harness.Pair.Client.SendAsync(media.AsMemory(cut), WebSocketMessageType.Text, true, Token);
            (await harness.Receiver.NextAsync()).ShouldBe(Media);
        }

        await harness.SendAsync(Fixture.Received("stop"));
        (await reading.Within()).Kind.ShouldBe(MediaStreamEndKind.Stopped);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task A_whole_stream_may_come_in_pieces_of_any_size(int piece)
    {
        await using var harness = new StreamHarness();
        string[] messages = [.. Fixture.FromTwilio.Select(Fixture.Received)];
        byte[] wire = [.. messages.SelectMany(WireFrame.Text)];
        foreach (byte[] part in wire.Chunk(piece)) await harness.Pair.ClientWire.WriteAsync(part, Token);
        await harness.Connection.ReceiveStartAsync(Token).Within();
        (await harness.Connection.ReceiveAsync(harness.Receiver, Token).Within()).Kind.ShouldBe(MediaStreamEndKind.Stopped);
        (await harness.Receiver.NextAsync(4))[0].ShouldBe(Media);
        harness.Receiver.SawNothingMore().ShouldBeTrue();
    }

    [Fact]
    public async Task Bad_messages_are_reported_and_the_next_is_read()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        Task<MediaStreamEnd> reading = harness.Connection.ReceiveAsync(harness.Receiver, Token);
        await harness.SendAsync(
            "{",
            """{"event":"media","media":{"payload":"!"}}""",
            new string('x', 2001),
            Fixture.Received("connected"),
            Fixture.Received("start"));
        await harness.Pair.Client.SendAsync(new byte[7].AsMemory(), WebSocketMessageType.Binary, true, Token);
        await harness.SendAsync(Fixture.Received("media"));
        (await harness.Receiver.NextAsync(7)).ShouldBe(
        [
            "Twilio message '(unknown)': the message is not valid JSON at line 1, byte 2.",
            "Twilio message 'media': media.payload (1 characters) must be base64 with padding.",
            "A message of 2001 bytes is longer than the limit of 2000.",
            "A 'connected' message in a stream that has begun.",
            "A 'start' message in a stream that has begun.",
            "A binary message of 7 bytes; media streams are text.",
            Media,
        ]);
        await harness.SendAsync(Fixture.Received("stop"));
        (await reading.Within()).Kind.ShouldBe(MediaStreamEndKind.Stopped);
    }

    [Theory]
    [InlineData(WebSocketCloseStatus.NormalClosure, "", "1000")]
    [InlineData(WebSocketCloseStatus.EndpointUnavailable, "going away", "1001 going away")]
    public async Task A_close_frame_without_stop_is_told_from_stop(WebSocketCloseStatus status, string description, string detail)
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        await harness.Pair.Client.CloseOutputAsync(status, description, Token);
        (await harness.Connection.ReceiveAsync(harness.Receiver, Token).Within())
            .ShouldBe(new MediaStreamEnd(MediaStreamEndKind.Closed, detail, null));
    }

    [Fact]
    public async Task A_lost_connection_is_told_from_an_end()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        Task<MediaStreamEnd> reading = harness.Connection.ReceiveAsync(harness.Receiver, Token);
        harness.Pair.Cut();
        MediaStreamEnd end = await reading.Within();
        end.Kind.ShouldBe(MediaStreamEndKind.Lost);
        end.Detail.ShouldBe("The connection broke without a close frame.");
        end.Error.ShouldBeOfType<WebSocketException>();
    }

    [Fact]
    public async Task Cancellation_ends_the_reading_in_mid_await()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        using var cancellation = new CancellationTokenSource();
        Task<MediaStreamEnd> reading = harness.Connection.ReceiveAsync(harness.Receiver, cancellation.Token);
        await cancellation.CancelAsync();
        (await reading.Within()).ShouldBe(new MediaStreamEnd(MediaStreamEndKind.Cancelled, null, null));
    }

    [Fact]
    public async Task A_second_reader_is_refused()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        Task<MediaStreamEnd> reading = harness.Connection.ReceiveAsync(harness.Receiver, Token);
        await Should.ThrowAsync<InvalidOperationException>(harness.Connection.ReceiveAsync(harness.Receiver, Token));
        await harness.SendAsync(Fixture.Received("stop"));
        (await reading.Within()).Kind.ShouldBe(MediaStreamEndKind.Stopped);
    }

    [Fact]
    public async Task A_receiver_that_throws_is_not_taken_for_a_lost_line()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        await harness.SendAsync(Fixture.Received("mark"));
        await Should.ThrowAsync<ObjectDisposedException>(harness.Connection.ReceiveAsync(new ThrowingReceiver(), Token).Within());
        harness.Pair.Server.State.ShouldBe(WebSocketState.Open);
    }

    [Fact]
    public void Receiving_audio_allocates_nothing()
    {
        using var socket = new SteppedWebSocket();
        var receiver = new CountingReceiver();
        byte[] media = Encoding.UTF8.GetBytes(Fixture.Received("media").Replace(
            "/v/+fX8=", Convert.ToBase64String(new byte[160]), StringComparison.Ordinal));
        SynchronizationContext.SetSynchronizationContext(null);
        var connection = new MediaStreamConnection(socket, new MediaStreamLimits(), TimeProvider.System);
        Task<StreamStarted> starting = connection.ReceiveStartAsync(CancellationToken.None);
        socket.Deliver(Fixture.ReceivedBytes("connected"));
        socket.Deliver(Fixture.ReceivedBytes("start"));
        starting.IsCompletedSuccessfully.ShouldBeTrue();

        Task<MediaStreamEnd> reading = connection.ReceiveAsync(receiver, CancellationToken.None);
        Allocations.Of(() => socket.Deliver(media)).ShouldBe(0);
        receiver.Bytes.ShouldBeGreaterThan(160 * 5_000);
        socket.Deliver(Fixture.ReceivedBytes("stop"));
        reading.IsCompletedSuccessfully.ShouldBeTrue();
    }

    private sealed class ThrowingReceiver : IMediaStreamReceiver
    {
        public void OnMedia(in MediaFrame frame, ReadOnlySpan<byte> payload) => OnRejected("media");

        public void OnMessage(TwilioMessage message) => OnRejected("message");

        public void OnRejected(string reason) => throw new ObjectDisposedException("A fault of the receiver.");
    }

    private sealed class CountingReceiver : IMediaStreamReceiver
    {
        public long Bytes { get; private set; }

        public void OnMedia(in MediaFrame frame, ReadOnlySpan<byte> payload) => Bytes += payload.Length;

        public void OnMessage(TwilioMessage message)
        {
        }

        public void OnRejected(string reason) => throw new InvalidOperationException(reason);
    }
}
