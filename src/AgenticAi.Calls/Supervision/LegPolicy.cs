using System.Net.Sockets;
using System.Net.WebSockets;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Supervision;

/// <summary>
/// Decides what a lost, refused or complaining model means for the call. Pure and total: one verdict for whatever comes. Every case stands
/// in docs/operations/model-loss.md, which a test holds against this class.
/// </summary>
/// <remarks>
/// Only an error code that is known to be final is fatal; a number never is. That goes for 1008 (policy violation) too: it tells of a bad
/// key at one server and of an idle limit, an overload or one bad message at another. Ending the call on a guess cannot be taken back,
/// while a needless retry costs no more than <see cref="SupervisionOptions.RestoreWithin"/>, after which the call ends anyway.
/// </remarks>
public static class LegPolicy
{
    /// <summary>A connection that stood has ended.</summary>
    public static LegVerdict Of(RealtimeEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        if (end.ByUs) return LegVerdict.Benign("closed by us");
        if (end.Kind == RealtimeEndKind.Cancelled) return LegVerdict.Benign("cancelled by us");

        // A description that happens to look like a code must not hide the error event before it.
        string? last = end.LastError is null ? null : RealtimeErrors.CodeOf(end.LastError);
        string? code = IsFatal(last) && !IsFatal(end.Code) ? last : end.Code;
        if (IsFatal(code)) return LegVerdict.Refused(FailureWords.Code(code));
        return LegVerdict.Retry(code is null ? WordsOf(end) : FailureWords.Code(code));
    }

    /// <summary>
    /// The leg has thrown: there was no session, the line broke, or (<see cref="TimeoutException"/>) the model fell silent. Anything else
    /// is our own fault, and a new session would not mend it. Not to be asked about a cancellation that we asked for.
    /// </summary>
    public static LegVerdict Of(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error switch
        {
            RealtimeConnectException { IsFatal: true } => LegVerdict.Refused(error.Message),
            RealtimeConnectException => LegVerdict.Retry(error.Message),
            // A socket that is aborted, by its own keep-alive for one, throws OperationCanceledException to its reader.
            WebSocketException or IOException or SocketException or ObjectDisposedException
                or OperationCanceledException or TimeoutException => LegVerdict.Retry(FailureWords.Of(error)),
            _ => LegVerdict.OurFault(FailureWords.OfFault(error)),
        };
    }

    /// <summary>The server complains in mid-session. Nearly always it refused one request, and the session goes on.</summary>
    public static LegVerdict Of(ErrorReceived error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return OfCode(RealtimeErrors.CodeOf(error));
    }

    /// <summary>A response is done. One that failed can be asked for again in the same session, unless the reason is final.</summary>
    public static LegVerdict Of(ResponseDone response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.Status == ResponseStatuses.Failed
            ? OfCode(response.ErrorCode)
            : LegVerdict.Benign(FailureWords.Code(response.Status));
    }

    private static LegVerdict OfCode(string? code) => RealtimeErrors.Classify(code) switch
    {
        RealtimeErrorKind.Fatal => LegVerdict.Refused(FailureWords.Code(code)),
        RealtimeErrorKind.SessionExpired => LegVerdict.Retry(FailureWords.Code(code)),
        _ => LegVerdict.Benign(FailureWords.Code(code)),
    };

    private static bool IsFatal(string? code) => RealtimeErrors.Classify(code) == RealtimeErrorKind.Fatal;

    private static string WordsOf(RealtimeEnd end) => end switch
    {
        { Exception: { } error } => FailureWords.Of(error),
        { CloseStatus: { } status } => $"close {(int)status}",
        _ => "closed without a code",
    };
}
