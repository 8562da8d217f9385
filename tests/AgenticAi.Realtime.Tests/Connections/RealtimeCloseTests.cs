using System.Net.WebSockets;
using AgenticAi.Realtime.Connections;
using AgenticAi.Testing;

namespace AgenticAi.Realtime.Tests.Connections;

public sealed class RealtimeCloseTests : IDisposable
{
    private readonly RealtimePeer _peer = new();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task A_goodbye_waits_for_the_answer()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(new TestReceiver(), CancellationToken.None);
        Task closing = connection.CloseAsync();
        await _peer.ReceiveCloseAsync();
        closing.IsCompleted.ShouldBeFalse();
        await _peer.CloseAsync(1000, "bye");
        await closing.Within();
        RealtimeEnd end = await reading.Within();
        end.Kind.ShouldBe(RealtimeEndKind.Closed);
        end.ByUs.ShouldBeTrue();
        end.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_the_goodbye_is_dropped()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(new TestReceiver(), CancellationToken.None);
        Task closing = connection.CloseAsync();
        await _peer.ReceiveCloseAsync();
        // The close frame is here; the wait for our answer to it begins in a moment.
        await _peer.Time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => closing.IsCompleted, "the end of the goodbye");
        await closing;
        RealtimeEnd end = await reading.Within();
        end.Kind.ShouldBe(RealtimeEndKind.Closed);
        end.ByUs.ShouldBeTrue();
        end.CloseStatus.ShouldBeNull();
        _peer.Time.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Without_a_reader_a_goodbye_is_only_said_and_who_reads_then_is_told()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        await connection.CloseAsync().Within();
        await _peer.ReceiveCloseAsync();
        RealtimeEnd end = await connection.ReceiveAsync(new TestReceiver(), CancellationToken.None).Within();
        end.Kind.ShouldBe(RealtimeEndKind.Closed);
        end.ByUs.ShouldBeTrue();
    }

    [Fact]
    public async Task Disposal_ends_the_reader()
    {
        RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(new TestReceiver(), CancellationToken.None);
        await connection.DisposeAsync().Within();
        await connection.DisposeAsync().Within();
        RealtimeEnd end = await reading.Within();
        end.Kind.ShouldBe(RealtimeEndKind.Closed);
        end.ByUs.ShouldBeTrue();
    }

    [Fact]
    public async Task After_a_loss_a_goodbye_does_no_harm()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(new TestReceiver(), CancellationToken.None);
        _peer.Cut();
        await reading.Within();
        await connection.CloseAsync().Within();
    }

    [Fact]
    public async Task A_disposed_connection_cannot_be_read()
    {
        RealtimeConnection connection = await _peer.OpenAsync();
        await connection.DisposeAsync();
        await Should.ThrowAsync<InvalidOperationException>(connection.ReceiveAsync(new TestReceiver(), CancellationToken.None));
    }
}
