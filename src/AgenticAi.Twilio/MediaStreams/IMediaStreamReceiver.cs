namespace AgenticAi.Twilio.MediaStreams;

/// <summary>
/// Takes what a media stream brings, inside its read loop. Implementations must not block and must not throw: Twilio discards the
/// audio of a server that reads slowly (<see href="https://www.twilio.com/docs/api/errors/31930"/>).
/// </summary>
public interface IMediaStreamReceiver
{
    /// <summary>A chunk of audio.</summary>
    /// <param name="frame">Where it belongs.</param>
    /// <param name="payload">G.711 μ-law, 8 kHz, mono, usually 160 bytes; valid only during the call.</param>
    void OnMedia(in MediaFrame frame, ReadOnlySpan<byte> payload);

    /// <summary>A <see cref="Dtmf"/>, <see cref="MarkReached"/>, <see cref="Stopped"/> or <see cref="UnknownMessage"/>.</summary>
    void OnMessage(TwilioMessage message);

    /// <summary>A message was not understood and is skipped; reading goes on.</summary>
    /// <param name="reason">Why, in words fit for a log.</param>
    void OnRejected(string reason);
}
