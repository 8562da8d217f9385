using System.Numerics;
using System.Runtime.CompilerServices;

namespace AgenticAi.Audio.G711;

/// <summary>The arithmetic of <see cref="ALaw"/>.</summary>
internal readonly struct ALawCodec : ILaw
{
    private const int EvenBits = 0x55;

    // The first segment has the step of the second. With 256 added it lies where the second does, 16 codes further up.
    private const int SecondSegment = 256;
    private const int SegmentCodes = 16;

    public static short Decode(byte code)
    {
        int plain = code ^ EvenBits;
        int segment = (plain >> 4) & 7;
        int middle = ((plain & 0x0F) << 4) + 8;
        int magnitude = segment == 0 ? middle : (middle + SecondSegment) << (segment - 1);
        return (short)(plain > 0x7F ? magnitude : -magnitude);
    }

    public static byte Encode(short sample)
    {
        int negative = sample >> 15;
        int magnitude = sample ^ negative;
        int segment = Math.Max(BitOperations.Log2((uint)magnitude | 1) - 7, 0);
        int code = (segment << 4) | ((magnitude >> (Math.Max(segment, 1) + 3)) & 0x0F);
        return (byte)((code | (~negative & 0x80)) ^ EvenBits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<int> Decode(Vector<int> codes)
    {
        Vector<int> plain = codes ^ new Vector<int>(EvenBits);
        Vector<int> code = plain & new Vector<int>(0x7F);
        Vector<int> first = Vector.LessThan(code, new Vector<int>(SegmentCodes));
        Vector<int> shifted = SingleBits.Magnitude(code + (first & new Vector<int>(SegmentCodes)));
        Vector<int> magnitude = shifted - (first & new Vector<int>(SecondSegment));
        Vector<int> negative = (plain >>> 7) - Vector<int>.One;
        return (magnitude ^ negative) - negative;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<short> Encode(Vector<short> samples)
    {
        Vector<short> negative = samples >> 15;
        Vector<short> magnitude = samples ^ negative;
        Vector<short> first = Vector.LessThan(magnitude, new Vector<short>(SecondSegment));
        Vector<short> shifted = SingleBits.Code(magnitude + (first & new Vector<short>(SecondSegment)));
        Vector<short> code = shifted - (first & new Vector<short>(SegmentCodes));
        return (code | Vector.AndNot(new Vector<short>(0x80), negative)) ^ new Vector<short>(EvenBits);
    }
}
