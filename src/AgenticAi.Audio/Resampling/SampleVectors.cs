using System.Numerics;

namespace AgenticAi.Audio.Resampling;

/// <summary>PCM16 to single precision and back.</summary>
internal static class SampleVectors
{
    /// <summary>Each sample as a float, exactly.</summary>
    public static void Widen(ReadOnlySpan<short> samples, Span<float> values)
    {
        values = values[..samples.Length];
        int i = 0;
        for (; samples.Length - i >= Vector<short>.Count; i += Vector<short>.Count)
        {
            Vector.Widen(new Vector<short>(samples[i..]), out Vector<int> lower, out Vector<int> upper);
            Vector.ConvertToSingle(lower).CopyTo(values[i..]);
            Vector.ConvertToSingle(upper).CopyTo(values[(i + Vector<float>.Count)..]);
        }

        for (; i < samples.Length; i++) values[i] = samples[i];
    }

    /// <summary>Each value rounded to the nearest sample, halves to even, beyond full scale clipped. Values within ±2³¹.</summary>
    public static void Narrow(ReadOnlySpan<float> values, Span<short> samples)
    {
        samples = samples[..values.Length];
        int i = 0;
        for (; values.Length - i >= Vector<short>.Count; i += Vector<short>.Count)
        {
            Vector<float> lower = Vector.Round(new Vector<float>(values[i..]));
            Vector<float> upper = Vector.Round(new Vector<float>(values[(i + Vector<float>.Count)..]));
            Vector.NarrowWithSaturation(Vector.ConvertToInt32Native(lower), Vector.ConvertToInt32Native(upper)).CopyTo(samples[i..]);
        }

        for (; i < values.Length; i++) samples[i] = (short)Math.Clamp((int)MathF.Round(values[i]), short.MinValue, short.MaxValue);
    }
}
