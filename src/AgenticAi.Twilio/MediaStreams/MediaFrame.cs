namespace AgenticAi.Twilio.MediaStreams;

/// <summary>One chunk of the call's audio, usually 20 ms: 160 bytes of μ-law at 8 kHz.</summary>
/// <param name="SequenceNumber">Counts all messages of the stream from 1; -1 when the message does not say.</param>
/// <param name="Chunk">Counts the chunks of the track from 1; -1 when the message does not say.</param>
/// <param name="TimestampMs">Where the chunk begins, in ms since the stream started; -1 when the message does not say.</param>
/// <param name="IsOutboundTrack">Whether it is what the caller hears rather than what the caller says.</param>
/// <param name="PayloadBytes">Length of the decoded audio in bytes.</param>
public readonly record struct MediaFrame(long SequenceNumber, long Chunk, long TimestampMs, bool IsOutboundTrack, int PayloadBytes);
