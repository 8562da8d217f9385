namespace AgenticAi.Calls.Audio;

/// <summary>The part of a reply that audio belongs to.</summary>
/// <param name="ResponseId">The response it was made in.</param>
/// <param name="ItemId">The conversation item; one response may have several.</param>
/// <param name="ContentIndex">The content part in the item.</param>
public sealed record SpeechPart(string ResponseId, string ItemId, int ContentIndex);

/// <summary>A piece of audio on its way through the graph, in the encoding of the place where it is. Owns its buffer.</summary>
/// <param name="Buffer">
/// μ-law (one byte a sample) or PCM16 little endian, one channel. Empty when the frame only says that a part has ended.
/// </param>
/// <param name="ReadAt">Timestamp of the clock at which its bytes came from the socket.</param>
/// <param name="StreamTimeMs">Caller audio: milliseconds since the start of the stream. Otherwise 0.</param>
/// <param name="Part">Model audio: what it belongs to. Caller audio: null.</param>
/// <param name="EndsPart">Model audio: nothing more comes for this part.</param>
public readonly record struct AudioFrame(AudioBuffer Buffer, long ReadAt, long StreamTimeMs, SpeechPart? Part, bool EndsPart) : IDisposable
{
    /// <summary>The same frame with its audio in another encoding; the old buffer is not disposed here.</summary>
    public AudioFrame With(AudioBuffer buffer) => this with { Buffer = buffer };

    public void Dispose() => Buffer.Dispose();
}
