using System.Buffers;

namespace AgenticAi.Calls.Audio;

/// <summary>
/// Lends the buffers that audio travels in. They come from the shared array pool; what is out is counted, so that a test can show
/// that every buffer came back. Safe for use from any thread.
/// </summary>
public sealed class AudioBuffers
{
    private long _outstanding;

    /// <summary>Buffers that are out at the moment.</summary>
    public long Outstanding => Interlocked.Read(ref _outstanding);

    /// <summary>Lends a buffer of <paramref name="length"/> bytes with undefined contents.</summary>
    public AudioBuffer Rent(int length)
    {
        Interlocked.Increment(ref _outstanding);
        return new AudioBuffer(this, ArrayPool<byte>.Shared.Rent(length), length);
    }

    /// <summary>Lends a buffer that holds a copy of <paramref name="bytes"/>.</summary>
    public AudioBuffer Copy(ReadOnlySpan<byte> bytes)
    {
        AudioBuffer buffer = Rent(bytes.Length);
        bytes.CopyTo(buffer.Span);
        return buffer;
    }

    internal void Return(byte[] array)
    {
        Interlocked.Decrement(ref _outstanding);
        ArrayPool<byte>.Shared.Return(array);
    }
}
