using System.Net.WebSockets;
using System.Threading.Tasks.Sources;

namespace AgenticAi.Testing;

/// <summary>
/// A socket whose receives and sends complete when the test says so, on the test's own thread and without allocating:
/// for tests that count bytes or look at the buffers.
/// </summary>
public sealed class SteppedWebSocket : WebSocket
{
    private readonly Step<ValueWebSocketReceiveResult> _receive = new();
    private readonly Step<bool> _send = new();

    /// <summary>The buffer of the receive that is under way.</summary>
    public Memory<byte> Offered { get; private set; }

    /// <summary>The last message sent.</summary>
    public ReadOnlyMemory<byte> Sent { get; private set; }

    public int Aborts { get; private set; }

    /// <summary>Whether sends complete at once.</summary>
    public bool SendsAtOnce { get; init; }

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    /// <summary>Completes the receive under way with a frame.</summary>
    public void Deliver(ReadOnlySpan<byte> bytes, bool endOfMessage = true, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        bytes.CopyTo(Offered.Span);
        _receive.Complete(new ValueWebSocketReceiveResult(bytes.Length, type, endOfMessage));
    }

    /// <summary>Completes the send under way.</summary>
    public void CompleteSend() => _send.Complete(true);

    /// <summary>Lets the send under way fail.</summary>
    public void FailSend(Exception error) => _send.Fail(error);

    public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Offered = buffer;
        return _receive.Begin();
    }

    public override ValueTask SendAsync(
        ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        Sent = buffer;
        return SendsAtOnce ? ValueTask.CompletedTask : _send.BeginWithoutResult();
    }

    public override void Abort() => Aborts++;

    public override void Dispose()
    {
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task CloseOutputAsync(
        WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private sealed class Step<T> : IValueTaskSource<T>, IValueTaskSource
    {
        private ManualResetValueTaskSourceCore<T> _core;

        public ValueTask<T> Begin()
        {
            _core.Reset();
            return new ValueTask<T>(this, _core.Version);
        }

        public ValueTask BeginWithoutResult()
        {
            _core.Reset();
            return new ValueTask(this, _core.Version);
        }

        public void Complete(T result) => _core.SetResult(result);

        public void Fail(Exception error) => _core.SetException(error);

        public T GetResult(short token) => _core.GetResult(token);

        void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _core.OnCompleted(continuation, state, token, flags);
    }
}
