namespace AgenticAi.Twilio.MediaStreams;

/// <summary>
/// A message that Twilio sends over a media stream, audio apart: that is a <see cref="MediaFrame"/>. A closed family.
/// <see href="https://www.twilio.com/docs/voice/media-streams/websocket-messages"/>
/// </summary>
public abstract record TwilioMessage
{
    private protected TwilioMessage()
    {
    }
}

/// <summary>The first message: which protocol follows ("Call", "1.0.0").</summary>
public sealed record Connected(string Protocol, string Version) : TwilioMessage;

/// <summary>The second message: which call this is and what its audio looks like.</summary>
/// <param name="StreamSid">Identifies the stream (MZ…); every message to Twilio carries it.</param>
/// <param name="AccountSid">The account (AC…), empty when the message does not name it.</param>
/// <param name="CallSid">Identifies the call (CA…).</param>
/// <param name="Tracks">What will be heard: "inbound", "outbound".</param>
/// <param name="CustomParameters">The <c>&lt;Parameter&gt;</c>s of the TwiML that began the stream.</param>
/// <param name="MediaFormat">What the audio looks like: <see cref="MediaFormat.Mulaw8000"/>, or this is not Twilio.</param>
public sealed record StreamStarted(
    string StreamSid,
    string AccountSid,
    string CallSid,
    IReadOnlyList<string> Tracks,
    IReadOnlyDictionary<string, string> CustomParameters,
    MediaFormat MediaFormat) : TwilioMessage;

/// <summary>The caller pressed a key: "0" to "9", "*" or "#". Track is "inbound_track".</summary>
public sealed record Dtmf(string Digit, string Track) : TwilioMessage;

/// <summary>
/// The audio sent before the mark of this name was played, or dropped by a clear: Twilio answers marks in both cases.
/// </summary>
public sealed record MarkReached(string Name) : TwilioMessage;

/// <summary>The stream is over: the call ended, or its TwiML went on.</summary>
public sealed record Stopped(string AccountSid, string CallSid) : TwilioMessage;

/// <summary>An event this reader does not know.</summary>
/// <param name="Event">Its name.</param>
/// <param name="Raw">The whole message. It may hold what callers said: not for logs.</param>
public sealed record UnknownMessage(string Event, string Raw) : TwilioMessage;
