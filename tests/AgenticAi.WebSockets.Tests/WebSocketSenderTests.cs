using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
using AgenticAi.Testing;

namespace AgenticAi.WebSockets.Tests;

public sealed class WebSocketSenderTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly WebSocketPair _pair = new(wireBytes: 4096);
    private readonly ManualTimeProvider _time = new();
    private readonly WebSocketSender _sender;

    public WebSocketSenderTests() => _sender = new WebSocketSender(_pair.Server, _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _sender.Dispose();
        _pair.Dispose();
    }

    [Fact]
    public async Task Messages_of_many_senders_never_mix_and_each_sender_keeps_its_order()
    {
        const int senders = 20;
        const int each = 50;
        Task[] sending =
        [
            .. Enumerable.Range(0, senders).Select(sender => Task.Run(
                async () =>
                {
                    for (int number = 0; number < each; number++)
                        await SendAsync($"{sender}:{number}:{new string((char)('a' + sender), number * 11)}");
                },
                Token)),
        ];

        var next = new int[senders];
        using var receiver = new WebSocketReceiver(_pair.Client, 100_000);
        for (int i = 0; i < senders * each; i++)
        {
            string[] parts = Encoding.UTF8.GetString((await receiver.ReceiveAsync(Token).Within()).Payload.Span).Split(':');
            int sender = int.Parse(parts[0]);
            int.Parse(parts[1]).ShouldBe(next[sender]++);
            parts[2].ShouldBe(new string((char)('a' + sender), int.Parse(parts[1]) * 11));
        }

        await Task.WhenAll(sending).Within();
    }

    [Fact]
    public async Task When_the_writing_fails_nothing_is_sent_and_the_next_message_is_whole()
    {
        await Should.ThrowAsync<FormatException>(_sender.SendAsync(
            static (output, _) =>
            {
                output.Write("half a mess"u8);
                throw new FormatException();
            },
            0,
            Token).AsTask());
        await SendAsync("whole");
        (await ReceiveAsync()).ShouldBe("whole");
    }

    [Fact]
    public async Task A_sender_that_gives_up_waiting_leaves_the_others_alone()
    {
        Task blocked = SendAsync(new string('x', 50_000));
        using var cancellation = new CancellationTokenSource();
        ValueTask impatient = _sender.SendAsync(WriteText, "never", cancellation.Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(impatient.AsTask().Within());

        Task patient = SendAsync("after it");
        (await ReceiveAsync()).Length.ShouldBe(50_000);
        (await ReceiveAsync()).ShouldBe("after it");
        await Task.WhenAll(blocked, patient).Within();
    }

    [Fact]
    public async Task Close_sends_the_reason_and_does_not_wait_for_the_answer()
    {
        await _sender.CloseAsync(WebSocketCloseStatus.PolicyViolation, "no such call", Limit).Within();
        (await _pair.Client.ReceiveAsync(new byte[10], Token).Within()).MessageType.ShouldBe(WebSocketMessageType.Close);
        _pair.Client.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        _pair.Client.CloseStatusDescription.ShouldBe("no such call");
        _pair.Server.State.ShouldBe(WebSocketState.CloseSent);
        _time.ArmedTimers.ShouldBe(0);
    }

    [Theory]
    [InlineData("ä", 61)]
    [InlineData("🎧", 30)]
    [InlineData("x", 123)]
    public async Task A_reason_too_long_for_a_close_frame_is_cut_at_a_character(string character, int kept)
    {
        await _sender.CloseAsync(WebSocketCloseStatus.NormalClosure, string.Concat(Enumerable.Repeat(character, 200)), Limit).Within();
        await _pair.Client.ReceiveAsync(new byte[10], Token).Within();
        _pair.Client.CloseStatusDescription.ShouldBe(string.Concat(Enumerable.Repeat(character, kept)));
    }

    [Fact]
    public async Task A_peer_that_does_not_read_is_aborted_when_the_limit_is_reached()
    {
        Task blocked = SendAsync(new string('x', 50_000));
        Task closing = _sender.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", Limit);
        _time.Advance(Limit - TimeSpan.FromTicks(1));
        closing.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromTicks(1));
        await closing.Within();
        _pair.Server.State.ShouldBe(WebSocketState.Aborted);
        (await Record.ExceptionAsync(() => blocked.Within())).ShouldNotBeNull();
        _time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Closing_what_is_already_gone_is_no_error()
    {
        _pair.Cut();
        await _sender.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", Limit).Within();
        await _sender.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", Limit).Within();
        _pair.Server.Dispose();
        await _sender.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", Limit).Within();
    }

    [Fact]
    public async Task Sending_on_a_lost_connection_is_an_exception()
    {
        _pair.Cut();
        await Should.ThrowAsync<WebSocketException>(SendAsync("x").Within());
    }

    [Fact]
    public async Task Disposal_turns_away_those_who_wait_and_keeps_the_buffer_until_the_message_is_out()
    {
        using var socket = new SteppedWebSocket();
        var sender = new WebSocketSender(socket, _time);
        Task first = sender.SendAsync(WriteText, "on its way", Token).AsTask();
        Task second = sender.SendAsync(WriteText, "too late", Token).AsTask();
        sender.Dispose();
        MemoryMarshal.TryGetArray(socket.Sent, out ArraySegment<byte> buffer).ShouldBeTrue();
        ScribbleOnThePool(buffer.Array!.Length);
        Encoding.UTF8.GetString(socket.Sent.Span).ShouldBe("on its way");

        socket.CompleteSend();
        await first.Within();
        await Should.ThrowAsync<ObjectDisposedException>(second.Within());
        await Should.ThrowAsync<ObjectDisposedException>(sender.SendAsync(WriteText, "later still", Token).AsTask());
        sender.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sending_allocates_nothing_whether_or_not_it_has_to_wait(bool atOnce)
    {
        using var socket = new SteppedWebSocket { SendsAtOnce = atOnce };
        using var sender = new WebSocketSender(socket, _time);
        byte[] audio = new byte[160];
        Allocations.Of(() =>
        {
            ValueTask sending = sender.SendAsync(static (output, bytes) => output.Write(bytes), audio, CancellationToken.None);
            if (!atOnce) socket.CompleteSend();
            Completed.Result(sending);
        }).ShouldBe(0);
    }

    /// <summary>Takes arrays from the pool and scribbles on them, as another call would.</summary>
    private static void ScribbleOnThePool(int length)
    {
        for (int i = 0; i < 64; i++) ArrayPool<byte>.Shared.Rent(length).AsSpan().Fill(0xAA);
    }

    private static void WriteText(IBufferWriter<byte> output, string text) => output.Write(Encoding.UTF8.GetBytes(text));

    private Task SendAsync(string text) => _sender.SendAsync(WriteText, text, Token).AsTask();

    private async Task<string> ReceiveAsync()
    {
        using var receiver = new WebSocketReceiver(_pair.Client, 100_000);
        return Encoding.UTF8.GetString((await receiver.ReceiveAsync(Token).Within()).Payload.Span);
    }
}
