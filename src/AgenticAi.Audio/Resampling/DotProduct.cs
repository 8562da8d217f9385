using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AgenticAi.Audio.Resampling;

/// <summary>The inner loop of the resampler.</summary>
internal static class DotProduct
{
    /// <summary>Lengths are multiples of this: two vectors, whose sums are kept apart so that one need not wait for the other.</summary>
    public const int Multiple = 16;

    /// <summary>Sum of products. The order of additions depends on the length alone, so that equal input gives equal bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(ReadOnlySpan<float> row, ReadOnlySpan<float> samples)
    {
        ref float a = ref MemoryMarshal.GetReference(row);
        ref float b = ref MemoryMarshal.GetReference(samples[..row.Length]);
        Vector256<float> even = Vector256<float>.Zero;
        Vector256<float> odd = Vector256<float>.Zero;
        for (int i = 0; i <= row.Length - Multiple; i += Multiple)
        {
            even = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref a, (nuint)i), Vector256.LoadUnsafe(ref b, (nuint)i), even);
            int next = i + Vector256<float>.Count;
            odd = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref a, (nuint)next), Vector256.LoadUnsafe(ref b, (nuint)next), odd);
        }

        // Halving by hand: Vector256.Sum adds up each half by itself first, which takes twice as long.
        Vector256<float> both = even + odd;
        return Vector128.Sum(both.GetLower() + both.GetUpper());
    }
}
