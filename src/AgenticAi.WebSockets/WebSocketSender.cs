using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace AgenticAi.WebSockets;

/// <summary>Writes the bytes of one message.</summary>
public delegate void MessageWriter<in TState>(IBufferWriter<byte> output, TState state);

/// <summary>
/// The one writer of a WebSocket: every message goes through it, one after the other, from a buffer that is kept.
/// Allocates nothing while the callers do not wait for each other.
/// </summary>
public sealed class WebSocketSender : IDisposable
{
    private readonly WebSocket _socket;
    private readonly TimeProvider _time;
    private readonly PooledBufferWriter _buffer = new();

    // Never disposed, on purpose: it holds no handle, and those who wait for it must wake up to see that the sender is gone.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile bool _disposed;

    /// <param name="socket">An open socket. It is not disposed here.</param>
    /// <param name="time">The clock that bounds <see cref="CloseAsync"/>.</param>
    public WebSocketSender(WebSocket socket, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(time);
        _socket = socket;
        _time = time;
    }

    /// <summary>Sends one text message. Await the result once, at once.</summary>
    /// <param name="write">Writes the message as UTF-8. Static, so that nothing is captured. When it throws, nothing is sent.</param>
    /// <param name="state">What <paramref name="write"/> needs.</param>
    /// <param name="cancellationToken">Gives up; a message that was begun takes the connection with it.</param>
    /// <exception cref="WebSocketException">The connection is gone.</exception>
    /// <exception cref="ObjectDisposedException">The sender was disposed.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync<TState>(MessageWriter<TState> write, TState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _buffer.Clear();
            write(_buffer, state);
            await _socket.SendAsync(_buffer.Written, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// Says goodbye: sends a close frame within <paramref name="limit"/>, and aborts the connection when that does not succeed.
    /// Does not wait for the answer, which the reader sees. Never throws for a connection that is already gone.
    /// </summary>
    /// <param name="status">Why, as a code of RFC 6455, section 7.4.</param>
    /// <param name="description">Why, in words for the peer; cut to the 123 bytes that fit in a close frame.</param>
    /// <param name="limit">How long the message being sent and the close frame may take together.</param>
    public async Task CloseAsync(WebSocketCloseStatus status, string description, TimeSpan limit)
    {
        string text = CloseDescription.Shorten(description);
        using var timeout = new CancellationTokenSource(limit, _time);
        try
        {
            await _turn.WaitAsync(timeout.Token);
            try
            {
                if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                    await _socket.CloseOutputAsync(status, text, timeout.Token);
            }
            finally
            {
                Leave();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or InvalidOperationException or IOException)
        {
            _socket.Abort();
        }
    }

    /// <summary>Gives the buffer back, after the message that is being sent. Those who wait to send get an exception.</summary>
    public void Dispose()
    {
        _disposed = true;
        if (_turn.Wait(TimeSpan.Zero)) Leave();
    }

    private void Leave()
    {
        if (_disposed) _buffer.Dispose();
        _turn.Release();
    }
}
