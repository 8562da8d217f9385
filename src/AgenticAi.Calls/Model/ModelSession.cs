using System.Net.WebSockets;
using AgenticAi.Calls.Supervision;
using AgenticAi.Realtime.Connections;

namespace AgenticAi.Calls.Model;

/// <summary>A session of the model that stands.</summary>
/// <param name="Connection">Where to write.</param>
/// <param name="Watch">To be told what is written.</param>
/// <param name="Generation">1 for the first session of a call, then one more for each that takes its place.</param>
internal sealed record ModelSession(RealtimeConnection Connection, ModelWatch Watch, int Generation)
{
    /// <summary>
    /// True when a write failed because the session is gone, which its reader will report. A socket that is aborted meanwhile throws
    /// as if the write had been cancelled.
    /// </summary>
    public static bool IsGone(Exception error, CancellationToken cancellationToken) =>
        error is WebSocketException or ObjectDisposedException or IOException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
