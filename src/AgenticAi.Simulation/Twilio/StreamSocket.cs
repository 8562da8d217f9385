using System.Net.WebSockets;

namespace AgenticAi.Simulation.Twilio;

/// <summary>The WebSocket of a media stream: whole messages out, one after the other, and whole messages in.</summary>
internal sealed class StreamSocket(ClientWebSocket socket, int fragmentBytes) : IDisposable
{
    // Ten seconds of audio as base64 are 107 kB; what is longer is not speech but a mistake.
    private const int LongestMessage = 4 * 1024 * 1024;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private byte[] _buffer = new byte[16 * 1024];

    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    /// <summary>Sends one message. It is built when its turn has come, so that numbers follow the order on the wire.</summary>
    /// <exception cref="WebSocketException">The connection was lost.</exception>
    public async Task SendAsync(Func<ReadOnlyMemory<byte>> build, bool binary, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            ReadOnlyMemory<byte> rest = build();
            WebSocketMessageType type = binary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
            while (fragmentBytes > 0 && rest.Length > fragmentBytes)
            {
                await socket.SendAsync(rest[..fragmentBytes], type, endOfMessage: false, cancellationToken);
                rest = rest[fragmentBytes..];
            }

            await socket.SendAsync(rest, type, endOfMessage: true, cancellationToken);
        }
        catch (ObjectDisposedException error)
        {
            throw Broken(error);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Receives one message; null when the server closed the connection. Valid until the next one.</summary>
    /// <exception cref="WebSocketException">The connection was lost.</exception>
    public async Task<(WebSocketMessageType Type, ReadOnlyMemory<byte> Message)?> ReceiveAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            if (length == _buffer.Length && length < LongestMessage) Array.Resize(ref _buffer, 2 * length);
            // Beyond the longest message the rest overwrites the end of the buffer: what remains is no JSON and is told as such.
            int at = Math.Min(length, _buffer.Length - 1);
            ValueWebSocketReceiveResult result;
            try
            {
                result = await socket.ReceiveAsync(_buffer.AsMemory(at), cancellationToken);
            }
            catch (ObjectDisposedException error)
            {
                throw Broken(error);
            }

            if (result.MessageType == WebSocketMessageType.Close) return null;
            length = Math.Min(at + result.Count, LongestMessage);
            if (result.EndOfMessage) return (result.MessageType, _buffer.AsMemory(0, length));
        }
    }

    /// <summary>Sends the close frame, or answers that of the server.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", cancellationToken);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            socket.Abort();
        }
    }

    public void Abort() => socket.Abort();

    // What a socket says that was aborted on this side just before.
    private static WebSocketException Broken(ObjectDisposedException error) => new(WebSocketError.ConnectionClosedPrematurely, error);

    public void Dispose()
    {
        socket.Dispose();
        _turn.Dispose();
    }
}
