using System.Numerics;
using System.Runtime.CompilerServices;

namespace AgenticAi.Audio.G711;

/// <summary>The way from seven bits of segment and interval to a magnitude and back, by way of a float's bits.</summary>
/// <remarks>
/// The segments of both laws begin at 2⁷ times a power of two, once the law's bias is added. Single precision holds the exponent from
/// bit 23 on, biased by 127, and the mantissa below it.
/// </remarks>
internal static class SingleBits
{
    private const int MantissaBits = 23;
    private const int IntervalBits = 4;
    private const int DroppedBits = MantissaBits - IntervalBits;
    private const int FirstExponent = 127 + 7;

    // The bit below the interval: a code stands for the middle of it.
    private const int HalfInterval = 1 << (DroppedBits - 1);

    /// <summary>The middle of the interval: 2⁷ ≤ result &lt; 2¹⁵ for codes of 0 to 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<int> Magnitude(Vector<int> code)
    {
        Vector<int> bits = (code << DroppedBits) + new Vector<int>((FirstExponent << MantissaBits) | HalfInterval);
        return Vector.ConvertToInt32Native(Vector.AsVectorSingle(bits));
    }

    /// <summary>Segment and interval of magnitudes from 2⁷ to 2¹⁵ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<short> Code(Vector<short> magnitude)
    {
        Vector.Widen(magnitude, out Vector<int> lower, out Vector<int> upper);
        return Vector.NarrowWithSaturation(Leading(lower), Leading(upper)) - new Vector<short>(FirstExponent << IntervalBits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Leading(Vector<int> magnitude) => Vector.AsVectorInt32(Vector.ConvertToSingle(magnitude)) >>> DroppedBits;
}
