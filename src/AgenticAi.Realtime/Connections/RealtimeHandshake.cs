using System.Net.WebSockets;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Realtime.Connections;

/// <summary>Follows the beginning of a connection: session.created, our settings, session.updated. Keeps what else comes between.</summary>
internal sealed class RealtimeHandshake(RealtimeEndpoint endpoint, RealtimeSession session) : IRealtimeReceiver
{
    private const int MostKept = 64;

    private readonly List<ServerEvent> _kept = [];

    public SessionInfo? Created { get; private set; }

    public SessionInfo? Updated { get; private set; }

    /// <summary>Events that the reader of the connection is still to see.</summary>
    public IReadOnlyList<ServerEvent> Kept => _kept;

    public void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio) => throw Broken("audio before session.updated");

    public void OnRejected(string reason) => throw Broken(reason);

    public void OnEvent(ServerEvent serverEvent)
    {
        switch (serverEvent)
        {
            case SessionCreated created: Created = created.Session; break;
            case SessionUpdated updated: Updated = Checked(updated.Session); break;
            case ErrorReceived error: throw Refused(error);
            default:
                if (_kept.Count == MostKept) throw Broken($"more than {MostKept} events before session.updated");
                _kept.Add(serverEvent);
                break;
        }
    }

    /// <summary>The server hung up before the session stood.</summary>
    public RealtimeConnectException Closed(WebSocketCloseStatus? status, string? description)
    {
        string? code = RealtimeErrors.CodeOf(description);
        bool refused = code is not null || status is WebSocketCloseStatus.PolicyViolation or >= (WebSocketCloseStatus)3000;
        RealtimeConnectFailure kind = refused ? RealtimeConnectFailure.Refused : RealtimeConnectFailure.Unreachable;
        string words = endpoint.Quote(description ?? "");
        return new RealtimeConnectException(kind, $"{endpoint} closed before the session stood: {(int?)status} {words}", code);
    }

    /// <summary>The line broke before the session stood.</summary>
    public RealtimeConnectException Lost(Exception cause)
    {
        string message = $"{endpoint} broke off before the session stood: {endpoint.Quote(cause.Message)}";
        return new RealtimeConnectException(RealtimeConnectFailure.Unreachable, message, cause: cause);
    }

    /// <summary>
    /// Settings that were refused once are refused again, so such an error is fatal; the server's own trouble (server_error) is not.
    /// </summary>
    private RealtimeConnectException Refused(ErrorReceived error)
    {
        string code = RealtimeErrors.CodeOf(error);
        bool fatal = error.Type == "invalid_request_error" && code != RealtimeErrors.SessionExpired;
        return new RealtimeConnectException(
            RealtimeConnectFailure.Refused, $"{endpoint} refused the session: {code}: {endpoint.Quote(error.Message)}", code, fatal);
    }

    /// <summary>Audio in another encoding than agreed would be noise on the line.</summary>
    private SessionInfo Checked(SessionInfo updated)
    {
        string wanted = session.Format.WireName();
        foreach (string? format in (string?[])[updated.InputFormat, updated.OutputFormat])
        {
            if (format is not null && format != wanted) throw Broken($"asked for {wanted}, the session has {endpoint.Quote(format)}");
        }

        return updated;
    }

    private RealtimeConnectException Broken(string reason) =>
        new(RealtimeConnectFailure.ProtocolError, $"{endpoint} does not speak the Realtime protocol: {reason}");
}
