using System.Net.WebSockets;

namespace AgenticAi.Realtime.Tests.Connections;

/// <summary>
/// A socket that gives the session, then the same message over and over, and takes everything; all at once, on the caller's thread.
/// </summary>
internal sealed class ScriptedSocket(byte[] message, int times) : WebSocket
{
    private static readonly byte[][] Handshake =
    [
        """{"type":"session.created","session":{"id":"s"}}"""u8.ToArray(),
        """{"type":"session.updated","session":{"id":"s"}}"""u8.ToArray(),
    ];

    private int _given;

    public override WebSocketCloseStatus? CloseStatus => WebSocketCloseStatus.NormalClosure;

    public override string? CloseStatusDescription => "";

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    public int LastSentBytes { get; private set; }

    public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int turn = _given++;
        if (turn == Handshake.Length + times)
            return ValueTask.FromResult(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true));
        byte[] next = turn < Handshake.Length ? Handshake[turn] : message;
        next.CopyTo(buffer);
        return ValueTask.FromResult(new ValueWebSocketReceiveResult(next.Length, WebSocketMessageType.Text, true));
    }

    public override ValueTask SendAsync(
        ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        LastSentBytes = buffer.Length;
        return ValueTask.CompletedTask;
    }

    public override void Abort()
    {
    }

    public override void Dispose()
    {
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public override Task CloseOutputAsync(
        WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
