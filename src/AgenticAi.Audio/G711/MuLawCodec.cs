using System.Numerics;
using System.Runtime.CompilerServices;

namespace AgenticAi.Audio.G711;

/// <summary>The arithmetic of <see cref="MuLaw"/>.</summary>
internal readonly struct MuLawCodec : ILaw
{
    // 33 on the 14-bit scale: with it added, every segment begins at a power of two.
    private const int Bias = 33 << 2;
    private const int Clip = short.MaxValue - Bias;

    public static short Decode(byte code)
    {
        int inverted = ~code & 0xFF;
        int magnitude = ((((inverted & 0x0F) << 3) + Bias) << ((inverted >> 4) & 7)) - Bias;
        return (short)(inverted > 0x7F ? -magnitude : magnitude);
    }

    public static byte Encode(short sample)
    {
        int negative = sample >> 15;
        int biased = Math.Min(sample ^ negative, Clip) + Bias;
        int segment = BitOperations.Log2((uint)biased) - 7;
        return (byte)~((negative & 0x80) | (segment << 4) | ((biased >> (segment + 3)) & 0x0F));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<int> Decode(Vector<int> codes)
    {
        Vector<int> inverted = codes ^ new Vector<int>(0xFF);
        Vector<int> magnitude = SingleBits.Magnitude(inverted & new Vector<int>(0x7F)) - new Vector<int>(Bias);
        Vector<int> negative = -(inverted >>> 7);
        return (magnitude ^ negative) - negative;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<short> Encode(Vector<short> samples)
    {
        Vector<short> negative = samples >> 15;
        Vector<short> biased = Vector.Min(samples ^ negative, new Vector<short>(Clip)) + new Vector<short>(Bias);
        return (SingleBits.Code(biased) | (negative & new Vector<short>(0x80))) ^ new Vector<short>(0xFF);
    }
}
