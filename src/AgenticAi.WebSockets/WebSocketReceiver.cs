using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

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

    // Up to here the buffer can be doubled.
    private const int LargestLimit = 512 * 1024 * 1024;

    private const int Idle = 0;
    private const int Receiving = 1;
    private const int Disposed = 2;

    private readonly WebSocket _socket;
    private readonly int _maxMessageBytes;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBufferBytes);
    private int _state;

    /// <param name="socket">An open socket. It is not disposed here.</param>
    /// <param name="maxMessageBytes">Longest message that is handed out, in bytes; at most 512 MiB.</param>
    public WebSocketReceiver(WebSocket socket, int maxMessageBytes)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessageBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxMessageBytes, LargestLimit);
        _socket = socket;
        _maxMessageBytes = maxMessageBytes;
    }

    /// <summary>Receives the next whole message. Await the result once, at once.</summary>
    /// <exception cref="WebSocketException">The connection was lost, or the peer broke the WebSocket protocol.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, or the socket was aborted; in either case it cannot be used on.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another receive is still under way.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReceivedMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        Enter();
        try
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
        finally
        {
            _ = Interlocked.CompareExchange(ref _state, Idle, Receiving);
        }
    }

    /// <summary>Gives the buffer back. What was handed out last is no longer valid.</summary>
    public void Dispose()
    {
        // While a receive is under way the socket still writes to the buffer. It is then left to the garbage collector:
        // in the pool the next call would find this one's audio in it.
        if (Interlocked.Exchange(ref _state, Disposed) == Idle) ArrayPool<byte>.Shared.Return(_buffer);
    }

    private void Enter()
    {
        int before = Interlocked.CompareExchange(ref _state, Receiving, Idle);
        ObjectDisposedException.ThrowIf(before == Disposed, this);
        if (before == Receiving) throw new InvalidOperationException("A receive is already under way: a WebSocket has one reader.");
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
