using System.Buffers;
using System.Net.WebSockets;

namespace AgenticAi.WebSockets;

/// <summary>
/// Puts the frames of a WebSocket together to whole messages in one pooled buffer. One reader at a time; allocates nothing per message.
/// </summary>
/// <remarks>
/// The buffer grows to the length of what is received, up to the limit, and goes back to its first size after a large message,
/// so that a call which once saw a megabyte does not keep it.
/// </remarks>
public sealed class WebSocketReceiver : IDisposable
{
    private const int InitialBufferBytes = 4096;
    private const int KeepBufferBytes = 64 * 1024;

    private readonly WebSocket _socket;
    private readonly int _maxMessageBytes;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBufferBytes);

    /// <param name="socket">An open socket. It is not disposed here.</param>
    /// <param name="maxMessageBytes">Longest message that is handed out, in bytes.</param>
    public WebSocketReceiver(WebSocket socket, int maxMessageBytes)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessageBytes, 1);
        _socket = socket;
        _maxMessageBytes = maxMessageBytes;
    }

    /// <summary>Receives the next whole message.</summary>
    /// <exception cref="WebSocketException">The connection was lost, or the peer broke the WebSocket protocol.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the socket is aborted by the runtime and cannot be used on.</exception>
    public async ValueTask<ReceivedMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_buffer.Length > KeepBufferBytes) Replace(InitialBufferBytes, keep: 0);
        long length = 0;
        while (true)
        {
            int kept = length > _maxMessageBytes ? 0 : (int)length;
            if (kept == _buffer.Length) Replace(_buffer.Length * 2, kept);
            ValueWebSocketReceiveResult frame = await _socket.ReceiveAsync(_buffer.AsMemory(kept), cancellationToken);
            if (frame.MessageType == WebSocketMessageType.Close) return new ReceivedMessage(ReceivedKind.Close, default, 0);
            length += frame.Count;
            if (frame.EndOfMessage) return Finish(frame.MessageType, length);
        }
    }

    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private ReceivedMessage Finish(WebSocketMessageType type, long length)
    {
        if (length > _maxMessageBytes) return new ReceivedMessage(ReceivedKind.TooLong, default, length);
        ReceivedKind kind = type == WebSocketMessageType.Text ? ReceivedKind.Text : ReceivedKind.Binary;
        return new ReceivedMessage(kind, _buffer.AsMemory(0, (int)length), length);
    }

    private void Replace(int size, int keep)
    {
        byte[] next = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, keep).CopyTo(next);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = next;
    }
}
