using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AgenticAi.Audio.Framing;

/// <summary>
/// Turns PCM16 little endian bytes that arrive in pieces of any length into samples. A piece may end in the middle of a sample: the odd
/// byte is carried to the next piece.
/// </summary>
/// <remarks>Writes into the caller's span and keeps one byte. Not thread-safe.</remarks>
public sealed class SampleAligner
{
    private byte _low;

    /// <summary>True when the low byte of a sample waits for its high byte.</summary>
    public bool HoldsHalfSample { get; private set; }

    /// <summary>The most samples that a piece of so many bytes can give.</summary>
    public static int MaxSamples(int bytes) => bytes / 2 + bytes % 2;

    /// <summary>Writes each sample that is whole and returns how many.</summary>
    /// <param name="bytes">PCM16 little endian.</param>
    /// <param name="samples">Room for <see cref="MaxSamples"/> samples.</param>
    /// <exception cref="ArgumentException"><paramref name="samples"/> has not enough room. Nothing was taken.</exception>
    public int Align(ReadOnlySpan<byte> bytes, Span<short> samples)
    {
        int held = HoldsHalfSample ? 1 : 0;
        int whole = (int)(((long)bytes.Length + held) / 2);
        if (samples.Length < whole)
            throw new ArgumentException($"{whole} samples do not fit into {samples.Length}.", nameof(samples));
        samples = samples[..whole];

        if (HoldsHalfSample && !bytes.IsEmpty)
        {
            samples[0] = (short)(_low | (bytes[0] << 8));
            samples = samples[1..];
            bytes = bytes[1..];
            HoldsHalfSample = false;
        }

        Copy(bytes[..(samples.Length * 2)], samples);
        if (bytes.Length % 2 == 1)
        {
            _low = bytes[^1];
            HoldsHalfSample = true;
        }

        return whole;
    }

    /// <summary>Forgets the odd byte, for a stream that begins anew.</summary>
    public void Reset() => HoldsHalfSample = false;

    private static void Copy(ReadOnlySpan<byte> bytes, Span<short> samples)
    {
        bytes.CopyTo(MemoryMarshal.AsBytes(samples));
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(samples, samples);
    }
}
