using System.Net.WebSockets;

namespace AgenticAi.Simulation.Realtime.Sessions;

/// <summary>Receives whole messages of a client.</summary>
internal sealed class Inbox(WebSocket socket)
{
    // An append carries at most 15 MiB of audio as base64.
    private const int LongestMessage = 21 * 1024 * 1024;

    private byte[] _buffer = new byte[32 * 1024];

    /// <returns>The message, valid until the next one; null when the connection was closed or a message was too long.</returns>
    /// <exception cref="WebSocketException">The connection was lost.</exception>
    public async Task<(WebSocketMessageType Type, ReadOnlyMemory<byte> Message)?> ReceiveAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            if (length == LongestMessage) return null;
            if (length == _buffer.Length) Array.Resize(ref _buffer, Math.Min(2 * length, LongestMessage));
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (result.MessageType == WebSocketMessageType.Close) return null;
            length += result.Count;
            if (result.EndOfMessage) return (result.MessageType, _buffer.AsMemory(0, length));
        }
    }
}
