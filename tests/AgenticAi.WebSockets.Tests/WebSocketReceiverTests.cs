using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
using AgenticAi.Testing;

namespace AgenticAi.WebSockets.Tests;

public sealed class WebSocketReceiverTests : IDisposable
{
    private const int Limit = 20_000;

    private readonly WebSocketPair _pair = new();
    private readonly WebSocketReceiver _receiver;

    public WebSocketReceiverTests() => _receiver = new WebSocketReceiver(_pair.Server, Limit);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _receiver.Dispose();
        _pair.Dispose();
    }

    [Fact]
    public async Task A_message_is_whole_at_whatever_byte_its_frames_are_cut()
    {
        byte[] message = Encoding.UTF8.GetBytes("""{"event":"mark","mark":{"name":"grüße"}}""");
        for (int cut = 0; cut <= message.Length; cut++)
        {
            await _pair.Client.SendAsync(message.AsMemory(0, cut), WebSocketMessageType.Text, false, Token);
            await _pair.Client.SendAsync(message.AsMemory(cut), WebSocketMessageType.Text, true, Token);
            await ShouldReceiveAsync(message);
        }
    }

    [Fact]
    public async Task A_message_is_whole_when_every_byte_is_a_frame_of_its_own()
    {
        byte[] message = [.. Enumerable.Range(0, 9000).Select(value => (byte)('a' + (value % 26)))];
        for (int i = 0; i < message.Length; i++)
            await _pair.Client.SendAsync(message.AsMemory(i, 1), WebSocketMessageType.Text, i == message.Length - 1, Token);
        await ShouldReceiveAsync(message);
    }

    [Fact]
    public async Task Messages_are_whole_when_their_bytes_trickle_in_one_by_one()
    {
        byte[] wire = [.. WireFrame.Text("first"), .. WireFrame.Text(""), .. WireFrame.Text("third, 最後")];
        Task<List<string>> received = ReceiveTextsAsync(3);
        foreach (byte one in wire) await _pair.ClientWire.WriteAsync(new[] { one }, Token);
        (await received.Within()).ShouldBe(["first", "", "third, 最後"]);
    }

    [Fact]
    public async Task Messages_that_arrive_in_one_piece_come_out_one_by_one()
    {
        string[] texts = [.. Enumerable.Range(0, 50).Select(value => new string('m', value * 7))];
        await _pair.ClientWire.WriteAsync(texts.SelectMany(WireFrame.Text).ToArray(), Token);
        (await ReceiveTextsAsync(texts.Length).Within()).ShouldBe(texts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(8193)]
    [InlineData(Limit - 1)]
    [InlineData(Limit)]
    public async Task A_message_of_any_length_up_to_the_limit_is_received(int length)
    {
        byte[] message = [.. Enumerable.Range(0, length).Select(value => (byte)('a' + (value % 26)))];
        await SendAsync(message);
        await ShouldReceiveAsync(message);
    }

    [Theory]
    [InlineData(Limit + 1)]
    [InlineData(Limit * 3)]
    [InlineData(500_000)]
    public async Task A_message_over_the_limit_is_skipped_and_the_next_one_received(int length)
    {
        Task sending = SendAsync(new byte[length]);
        ReceivedMessage skipped = await _receiver.ReceiveAsync(Token).Within();
        await sending;
        skipped.Kind.ShouldBe(ReceivedKind.TooLong);
        skipped.Length.ShouldBe(length);
        skipped.Payload.Length.ShouldBe(0);

        await SendAsync("next"u8.ToArray());
        await ShouldReceiveAsync("next"u8.ToArray());
    }

    [Fact]
    public async Task Binary_messages_are_told_from_text()
    {
        await _pair.Client.SendAsync(new byte[] { 0, 255 }, WebSocketMessageType.Binary, true, Token);
        ReceivedMessage message = await _receiver.ReceiveAsync(Token).Within();
        message.Kind.ShouldBe(ReceivedKind.Binary);
        message.Payload.ToArray().ShouldBe([0, 255]);
    }

    [Fact]
    public async Task A_close_frame_is_the_end_even_within_a_message()
    {
        await _pair.Client.SendAsync("half"u8.ToArray(), WebSocketMessageType.Text, false, Token);
        await _pair.Client.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "bye", Token);
        ReceivedMessage message = await _receiver.ReceiveAsync(Token).Within();
        message.Kind.ShouldBe(ReceivedKind.Close);
        message.Payload.Length.ShouldBe(0);
        _pair.Server.CloseStatusDescription.ShouldBe("bye");
    }

    [Fact]
    public async Task A_lost_connection_is_an_exception()
    {
        ValueTask<ReceivedMessage> receiving = _receiver.ReceiveAsync(Token);
        _pair.Cut();
        await Should.ThrowAsync<WebSocketException>(receiving.Within());
    }

    [Fact]
    public async Task Cancellation_ends_a_receive_under_way()
    {
        using var cancellation = new CancellationTokenSource();
        ValueTask<ReceivedMessage> receiving = _receiver.ReceiveAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(receiving.Within());
    }

    [Fact]
    public async Task A_second_reader_is_refused()
    {
        ValueTask<ReceivedMessage> first = _receiver.ReceiveAsync(Token);
        await Should.ThrowAsync<InvalidOperationException>(_receiver.ReceiveAsync(Token).AsTask());
        await SendAsync("for the first"u8.ToArray());
        (await first.Within()).Kind.ShouldBe(ReceivedKind.Text);
    }

    [Fact]
    public async Task After_disposal_nothing_is_received()
    {
        _receiver.Dispose();
        _receiver.Dispose();
        await Should.ThrowAsync<ObjectDisposedException>(_receiver.ReceiveAsync(Token).AsTask());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData((512 * 1024 * 1024) + 1)]
    public void A_limit_must_make_sense(int limit) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new WebSocketReceiver(_pair.Server, limit));

    [Fact]
    public void The_buffer_grows_with_a_message_no_further_than_the_limit_and_shrinks_after_it()
    {
        using var socket = new SteppedWebSocket();
        using var receiver = new WebSocketReceiver(socket, maxMessageBytes: 300_000);
        ReceiveOf(receiver, socket, new byte[10]);
        int first = socket.Offered.Length;

        ReceiveOf(receiver, socket, new byte[300_000]).Length.ShouldBe(300_000);
        ReceiveOf(receiver, socket, new byte[300_001]).Kind.ShouldBe(ReceivedKind.TooLong);
        socket.Offered.Length.ShouldBeLessThan(600_000);

        ReceiveOf(receiver, socket, new byte[10]);
        socket.Offered.Length.ShouldBe(first);
    }

    [Fact]
    public void A_buffer_that_the_socket_still_writes_to_does_not_go_back_to_the_pool()
    {
        using var socket = new SteppedWebSocket();
        var receiver = new WebSocketReceiver(socket, Limit);
        ValueTask<ReceivedMessage> receiving = receiver.ReceiveAsync(Token);
        receiver.Dispose();

        MemoryMarshal.TryGetArray<byte>(socket.Offered, out ArraySegment<byte> buffer).ShouldBeTrue();
        Rented(buffer.Array!.Length).ShouldNotContain(buffer.Array);
        socket.Deliver("late"u8);
        receiving.IsCompleted.ShouldBeTrue();
        Rented(buffer.Array.Length).ShouldNotContain(buffer.Array);
    }

    [Fact]
    public void A_buffer_at_rest_goes_back_to_the_pool_once()
    {
        using var socket = new SteppedWebSocket();
        var receiver = new WebSocketReceiver(socket, Limit);
        ReceiveOf(receiver, socket, "one"u8.ToArray());
        MemoryMarshal.TryGetArray<byte>(socket.Offered, out ArraySegment<byte> buffer).ShouldBeTrue();
        receiver.Dispose();
        receiver.Dispose();
        Rented(buffer.Array!.Length).Count(rented => rented == buffer.Array).ShouldBe(1);
    }

    [Fact]
    public void Receiving_allocates_nothing_although_every_receive_has_to_wait()
    {
        using var socket = new SteppedWebSocket();
        using var receiver = new WebSocketReceiver(socket, Limit);
        byte[] half = new byte[165];
        Allocations.Of(() =>
        {
            ValueTask<ReceivedMessage> receiving = receiver.ReceiveAsync(CancellationToken.None);
            socket.Deliver(half, endOfMessage: false);
            socket.Deliver(half);
            if (Completed.Result(receiving).Length != 330) throw new InvalidOperationException("Not the message that was sent.");
        }).ShouldBe(0);
    }

    /// <summary>Arrays that the pool hands out to this thread next.</summary>
    private static List<byte[]> Rented(int length) => [.. Enumerable.Range(0, 64).Select(_ => ArrayPool<byte>.Shared.Rent(length))];

    private static ReceivedMessage ReceiveOf(WebSocketReceiver receiver, SteppedWebSocket socket, byte[] message)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        ValueTask<ReceivedMessage> receiving = receiver.ReceiveAsync(Token);
        for (int sent = 0; !receiving.IsCompleted;)
        {
            int count = Math.Min(socket.Offered.Length, message.Length - sent);
            sent += count;
            socket.Deliver(message.AsSpan(sent - count, count), endOfMessage: sent == message.Length);
        }

        return Completed.Result(receiving);
    }

    private async Task<List<string>> ReceiveTextsAsync(int count)
    {
        var texts = new List<string>();
        while (texts.Count < count) texts.Add(Encoding.UTF8.GetString((await _receiver.ReceiveAsync(Token)).Payload.Span));
        return texts;
    }

    private async Task ShouldReceiveAsync(byte[] message)
    {
        ReceivedMessage received = await _receiver.ReceiveAsync(Token).Within();
        received.Kind.ShouldBe(ReceivedKind.Text);
        received.Length.ShouldBe(message.Length);
        received.Payload.ToArray().ShouldBe(message);
    }

    private Task SendAsync(byte[] message) => _pair.Client.SendAsync(message.AsMemory(), WebSocketMessageType.Text, true, Token).AsTask();
}
