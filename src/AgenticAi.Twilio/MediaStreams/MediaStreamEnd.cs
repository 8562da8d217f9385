using System.Globalization;
using System.Net.WebSockets;

namespace AgenticAi.Twilio.MediaStreams;

/// <summary>How a media stream ended.</summary>
public enum MediaStreamEndKind
{
    /// <summary>Twilio said so with a stop message: the call ended, or its TwiML went on.</summary>
    Stopped,

    /// <summary>A close frame came without a stop message before it.</summary>
    Closed,

    /// <summary>The connection broke.</summary>
    Lost,

    /// <summary>Reading was cancelled from this side.</summary>
    Cancelled,
}

/// <summary>The end of a media stream: an expected thing, hence a result rather than an exception.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Detail">In words fit for a log, where there is more to say.</param>
/// <param name="Error">What broke the connection.</param>
public sealed record MediaStreamEnd(MediaStreamEndKind Kind, string? Detail, Exception? Error)
{
    internal static MediaStreamEnd Stopped { get; } = new(MediaStreamEndKind.Stopped, null, null);

    internal static MediaStreamEnd Cancelled { get; } = new(MediaStreamEndKind.Cancelled, null, null);

    internal static MediaStreamEnd Closed(WebSocket socket)
    {
        int status = (int)(socket.CloseStatus ?? WebSocketCloseStatus.Empty);
        string detail = string.Create(CultureInfo.InvariantCulture, $"{status} {socket.CloseStatusDescription}").TrimEnd();
        return new MediaStreamEnd(MediaStreamEndKind.Closed, detail, null);
    }

    internal static MediaStreamEnd Lost(Exception error, bool cutHere) => new(
        MediaStreamEndKind.Lost,
        cutHere ? "The connection was cut from this side." : "The connection broke without a close frame.",
        error);
}
