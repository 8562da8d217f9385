namespace AgenticAi.Calls.Audio;

/// <summary>The part of a reply that audio belongs to.</summary>
/// <param name="ResponseId">The response it was made in.</param>
/// <param name="ItemId">The conversation item; one response may have several.</param>
/// <param name="ContentIndex">The content part in the item.</param>
public sealed record SpeechPart(string ResponseId, string ItemId, int ContentIndex);

/// <summary>
/// A piece of audio on its way through the graph, in the encoding of the place where it is. Owns its buffer; stages change it in place,
/// so that a frame is one object from the socket it came from to the one it leaves by.
/// </summary>
/// <param name="buffer">
/// μ-law (one byte a sample) or PCM16 little endian, one channel. Empty when the frame only says that a part has ended.
/// </param>
/// <param name="readAt">Timestamp of the clock at which its bytes came from the socket.</param>
/// <param name="streamTimeMs">Caller audio: milliseconds since the start of the stream, negative when unknown. Otherwise 0.</param>
/// <param name="part">Model audio: what it belongs to. Caller audio: null.</param>
/// <param name="endsPart">Model audio: nothing more comes for this part.</param>
public sealed class AudioFrame(AudioBuffer buffer, long readAt, long streamTimeMs = 0, SpeechPart? part = null, bool endsPart = false)
    : IDisposable
{
    public AudioBuffer Buffer { get; private set; } = buffer;

    public long ReadAt { get; } = readAt;

    public long StreamTimeMs { get; } = streamTimeMs;

    public SpeechPart? Part { get; } = part;

    public bool EndsPart { get; } = endsPart;

    /// <summary>The same frame with its audio in another encoding; the old buffer is given back.</summary>
    public void Replace(AudioBuffer buffer)
    {
        Buffer.Dispose();
        Buffer = buffer;
    }

    public void Dispose() => Replace(default);
}
