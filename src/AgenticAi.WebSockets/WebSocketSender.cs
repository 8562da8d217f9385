using System.Buffers;
using System.Net.WebSockets;

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
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PooledBufferWriter _buffer = new();

    /// <param name="socket">An open socket. It is not disposed here.</param>
    /// <param name="time">The clock that bounds <see cref="CloseAsync"/>.</param>
    public WebSocketSender(WebSocket socket, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(time);
        _socket = socket;
        _time = time;
    }

    /// <summary>Sends one text message.</summary>
    /// <param name="write">Writes the message as UTF-8. Static, so that nothing is captured.</param>
    /// <param name="state">What <paramref name="write"/> needs.</param>
    /// <param name="cancellationToken">Gives up; a message that was begun takes the connection with it.</param>
    /// <exception cref="WebSocketException">The connection is gone.</exception>
    public async ValueTask SendAsync<TState>(MessageWriter<TState> write, TState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _buffer.Clear();
            write(_buffer, state);
            await _socket.SendAsync(_buffer.Written, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Says goodbye: sends a close frame within <paramref name="limit"/>, and aborts the connection when that does not succeed.
    /// Does not wait for the answer, which the reader sees. Never throws for a connection that is already gone.
    /// </summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string description, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit, _time);
        try
        {
            await _turn.WaitAsync(timeout.Token);
            try
            {
                if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                    await _socket.CloseOutputAsync(status, description, timeout.Token);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or InvalidOperationException or IOException)
        {
            _socket.Abort();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        _buffer.Dispose();
    }
}
