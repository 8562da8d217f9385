using Microsoft.AspNetCore.Builder;

namespace AgenticAi.Hosting;

/// <summary>
/// How soon a caller's line that died without a word is noticed: within 5 s. Twilio sends a frame every 20 ms, silence included, but
/// pauses happen, so the frames that are missing only raise the question, and a ping answers it.
/// </summary>
/// <remarks>
/// A ping is sent when nothing was received for the interval, and the connection is cut when nothing answers it for the timeout.
/// WebSocket looks at both four times in the shorter of the two, so the verdict takes (1.5 + 2) s and at most 0.75 s more. The rest of
/// the 5 s is for closing. More of them could not be given away: TCP sends a lost packet again after 0.2, 0.6 and 1.4 s
/// (https://www.rfc-editor.org/rfc/rfc6298, with the minimum that Linux uses), and a line that comes back after that is not lost.
/// </remarks>
internal static class LineWatch
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1.5);

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>The time by which a dead line is known to be dead.</summary>
    public static readonly TimeSpan Verdict = Interval + Timeout + (Interval / 2);

    public static WebSocketOptions Options => new() { KeepAliveInterval = Interval, KeepAliveTimeout = Timeout };
}
