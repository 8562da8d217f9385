using System.Net.WebSockets;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Sessions;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Realtime.Connections;

public sealed partial class RealtimeConnection
{
    /// <summary>Connects, waits for session.created, sends the settings and waits until they are taken.</summary>
    /// <exception cref="ArgumentException">The settings cannot be right, see <see cref="RealtimeSession.Problems"/>.</exception>
    /// <exception cref="RealtimeConnectException">There is no session.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<RealtimeConnection> ConnectAsync(
        RealtimeEndpoint endpoint,
        RealtimeSession session,
        RealtimeConnectionOptions options,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken) => ConnectAsync(
            token => RealtimeSocket.OpenAsync(endpoint, options, token), endpoint, session, options, time, logger, cancellationToken);

    /// <summary>The same on a socket that is open already, and belongs to the connection from now on.</summary>
    /// <exception cref="ArgumentException">The settings cannot be right, see <see cref="RealtimeSession.Problems"/>.</exception>
    /// <exception cref="RealtimeConnectException">There is no session.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<RealtimeConnection> ConnectAsync(
        WebSocket socket,
        RealtimeEndpoint endpoint,
        RealtimeSession session,
        RealtimeConnectionOptions options,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(socket);
        try
        {
            return await ConnectAsync(_ => Task.FromResult(socket), endpoint, session, options, time, logger, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<RealtimeConnection> ConnectAsync(
        Func<CancellationToken, Task<WebSocket>> open,
        RealtimeEndpoint endpoint,
        RealtimeSession session,
        RealtimeConnectionOptions options,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        RealtimePreflight.Check(endpoint, session, time, logger);
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var connection = new RealtimeConnection(await open(either.Token), endpoint, options, time, logger);
            try
            {
                await connection.ShakeHandsAsync(session, either.Token);
                return connection;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
        catch (Exception error) when (error is not RealtimeConnectException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!timeout.IsCancellationRequested) throw;
            string message = $"{endpoint} gave no session within {options.ConnectTimeout.TotalSeconds} s";
            throw new RealtimeConnectException(RealtimeConnectFailure.TimedOut, message, cause: error);
        }
    }

    private async Task ShakeHandsAsync(RealtimeSession session, CancellationToken cancellationToken)
    {
        var handshake = new RealtimeHandshake(_endpoint, session);
        SessionInfo created = await ReadUntilAsync(handshake, static h => h.Created, cancellationToken);
        _createdAt = _time.GetTimestamp();
        DateTimeOffset createdAt = _time.GetUtcNow();
        await SendAsync(new SessionUpdate(session), cancellationToken);
        SessionInfo info = await ReadUntilAsync(handshake, static h => h.Updated, cancellationToken);
        SessionId = info.Id;
        Model = info.Model ?? _endpoint.Model;
        ExpiresAt = info.ExpiresAt ?? created.ExpiresAt;
        Lifetime = ExpiresAt - createdAt;
        _kept = handshake.Kept;
        _logger.Connected(SessionId, Model);
    }

    private async Task<SessionInfo> ReadUntilAsync(
        RealtimeHandshake handshake, Func<RealtimeHandshake, SessionInfo?> result, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (result(handshake) is { } info) return info;
            bool open;
            try
            {
                open = await _inbox.ReadOneAsync(handshake, cancellationToken);
            }
            catch (Exception error) when (error is WebSocketException or IOException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw handshake.Lost(error);
            }

            if (!open) throw handshake.Closed(_socket.CloseStatus, _socket.CloseStatusDescription);
        }
    }
}
