using System.Text.Json;

namespace AgenticAi.Twilio.MediaStreams;

/// <summary>
/// Reads the messages that Twilio sends over a media stream. Properties may come in any order, unknown ones are skipped, numbers may
/// be strings (as Twilio sends them) or numbers. Reading audio and marks allocates nothing.
/// <see href="https://www.twilio.com/docs/voice/media-streams/websocket-messages"/>
/// </summary>
public static class MediaStreamReader
{
    /// <summary>Reads one message.</summary>
    /// <param name="utf8">The whole message, JSON in UTF-8.</param>
    /// <param name="payload">
    /// Where the audio of a media message is decoded to; three quarters of the length of <paramref name="utf8"/> are always enough.
    /// </param>
    /// <param name="frame">What a media message says about its audio.</param>
    /// <returns>Null when the message was media; otherwise the message.</returns>
    /// <exception cref="TwilioProtocolException">The message is not what Twilio's documentation says.</exception>
    public static TwilioMessage? Read(ReadOnlySpan<byte> utf8, Span<byte> payload, out MediaFrame frame)
    {
        frame = default;
        var eventName = Envelope.UnknownEvent;
        try
        {
            Envelope envelope = Envelope.Read(utf8);
            if (!envelope.IsMedia)
            {
                eventName = envelope.Event;
                return eventName == ControlMessages.Mark ? MarkObject.Read(envelope.Mark) : ControlMessages.Read(eventName, utf8);
            }

            eventName = "media";
            frame = MediaObject.Read(envelope.Media, envelope.SequenceNumber, payload);
            return null;
        }
        catch (JsonException error)
        {
            // Its own text may quote the message, and with it what must not be logged.
            var rule = $"is not valid JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}";
            throw new TwilioProtocolException(eventName, "the message", null, rule);
        }
        catch (InvalidOperationException)
        {
            // How the JSON reader says that a string is not Unicode.
            throw new TwilioProtocolException(eventName, "the message", null, "holds text that is not valid Unicode");
        }
    }
}
