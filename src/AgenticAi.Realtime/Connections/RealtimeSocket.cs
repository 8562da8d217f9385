using System.Net.WebSockets;

namespace AgenticAi.Realtime.Connections;

/// <summary>Opens the WebSocket.</summary>
internal static class RealtimeSocket
{
    // Shared, for each handler of its own would hold a pool of its own. An upgraded connection leaves the pool, and one that was refused is
    // not kept for later: the next attempt may reach another machine.
    private static readonly SocketsHttpHandler Http = new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.Zero,
    };

    /// <exception cref="RealtimeConnectException">There is no WebSocket.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<WebSocket> OpenAsync(
        RealtimeEndpoint endpoint, RealtimeConnectionOptions options, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = options.KeepAliveInterval;
        socket.Options.KeepAliveTimeout = options.KeepAliveTimeout;
        socket.Options.SetRequestHeader("Authorization", "Bearer " + endpoint.ApiKey);
        var refusal = new UpgradeRefusal(Http);
        using var invoker = new HttpMessageInvoker(refusal, disposeHandler: false);
        try
        {
            await socket.ConnectAsync(endpoint.ConnectUri, invoker, cancellationToken);
            return socket;
        }
        catch (WebSocketException error)
        {
            socket.Dispose();
            throw refusal.ToException(endpoint, error);
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }
}
