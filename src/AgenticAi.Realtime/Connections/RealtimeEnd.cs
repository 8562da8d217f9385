using System.Net.WebSockets;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Realtime.Connections;

/// <summary>The end of a connection.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="CloseStatus">The server's close code, when it sent one.</param>
/// <param name="Description">The server's words on it.</param>
/// <param name="LastError">The last error event of the session, which often gives the reason for the close after it.</param>
/// <param name="Exception">What broke, when the line was lost.</param>
public sealed record RealtimeEnd(
    RealtimeEndKind Kind,
    WebSocketCloseStatus? CloseStatus,
    string? Description,
    ErrorReceived? LastError,
    Exception? Exception)
{
    /// <summary>Whether this side closed first.</summary>
    public bool ByUs { get; init; }

    /// <summary>The error code that explains the end, see <see cref="RealtimeErrors"/>; null when none does.</summary>
    public string? Code
    {
        get
        {
            if (RealtimeErrors.CodeOf(Description) is { } code) return code;
            string? last = LastError is null ? null : RealtimeErrors.CodeOf(LastError);
            return RealtimeErrors.Classify(last) is RealtimeErrorKind.Fatal or RealtimeErrorKind.SessionExpired ? last : null;
        }
    }
}
