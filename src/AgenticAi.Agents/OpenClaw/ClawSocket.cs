using System.Net.WebSockets;
using System.Text.Json;
using AgenticAi.WebSockets;

namespace AgenticAi.Agents.OpenClaw;

/// <summary>The WebSocket to the gateway: whole messages in, requests out.</summary>
internal sealed class ClawSocket : IDisposable
{
    /// <summary>The largest message that a gateway sends by its policy, 25 MiB; the buffer only grows to what comes.</summary>
    private const int MaxMessageBytes = 25 * 1024 * 1024;

    private readonly ClientWebSocket _socket;
    private readonly WebSocketReceiver _receiver;
    private readonly WebSocketSender _sender;

    private ClawSocket(ClientWebSocket socket, TimeProvider time)
    {
        _socket = socket;
        _receiver = new WebSocketReceiver(socket, MaxMessageBytes);
        _sender = new WebSocketSender(socket, time);
    }

    /// <summary>Code and words of the close frame.</summary>
    public string CloseReason => $"{(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}".Trim();

    /// <exception cref="WebSocketException">There is no WebSocket.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<ClawSocket> OpenAsync(Uri url, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(url, cancellationToken);
            return new ClawSocket(socket, time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>What a transport throws when the other side is gone.</summary>
    public static bool IsGone(Exception error) =>
        error is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException;

    public ValueTask<ReceivedMessage> ReceiveAsync(CancellationToken cancellationToken) => _receiver.ReceiveAsync(cancellationToken);

    /// <exception cref="ClawException">The connection is gone.</exception>
    public async Task SendAsync(string id, string method, Action<Utf8JsonWriter> parameters)
    {
        try
        {
            await _sender.SendAsync(
                static (output, request) => ClawRequests.Write(output, request.id, request.method, request.parameters),
                (id, method, parameters),
                CancellationToken.None);
        }
        catch (Exception error) when (IsGone(error))
        {
            throw new ClawException(ClawFailure.Lost, $"{method} was not sent whole ({error.Message})", error);
        }
    }

    public Task CloseAsync(WebSocketCloseStatus status, string reason, TimeSpan limit) => _sender.CloseAsync(status, reason, limit);

    public void Abort() => _socket.Abort();

    public void Dispose()
    {
        _socket.Dispose();
        _sender.Dispose();
        _receiver.Dispose();
    }
}
