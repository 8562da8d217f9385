namespace AgenticAi.Audio.Resampling;

/// <summary>
/// The impulse response that all ratios share, as a function of time in samples of the lower of the two rates.
/// </summary>
/// <remarks>
/// <para>
/// It spans ±16 samples (±2 ms at 8 kHz) and is a sum of cosines under half a cosine wave, so it ends at zero and can be sampled at any
/// rate. The amplitudes are those with the least squared error of the frequency response, in a few rounds in which the frequencies with
/// the largest error gain weight: that evens the ripple out (after Lawson). It passes up to 0.425 of the lower rate and stops
/// from 0.575 on: 3.4 and 4.6 kHz when that rate is 8 kHz, so that nothing which folds lands below 3.4 kHz.
/// </para>
/// <para>
/// A Kaiser window over the same span loses 0.05 dB at 3.4 kHz for 82 dB of rejection; this one stays within 0.002 dB for 83.
/// </para>
/// </remarks>
internal static class LowPassKernel
{
    /// <summary>Half of the span, in samples of the lower rate.</summary>
    public const int HalfSpan = 16;

    private const double PassEdge = 0.425;
    private const double StopEdge = 0.575;

    // More cosines gain nothing: 24 of them reach 0.75 of the lower rate, beyond the transition band.
    private const int Cosines = 24;

    // Designed at three points a sample, the grid of 8 ↔ 24 kHz, whose figures matter most; frequencies run to half of that.
    private const int Points = 3;
    private const int Rounds = 5;

    // An image is heard, 0.002 dB of ripple is not: this trades 4 dB of the one for 4 dB of the other.
    private const double StopWeight = 6;

    private static readonly Lazy<double[]> Amplitudes = new(Design);

    /// <summary>The kernel at a time, in samples of the lower rate; its integral is 1.</summary>
    public static double At(double time)
    {
        double angle = Math.PI * time / HalfSpan;
        double sum = 0;
        for (int j = 0; j < Cosines; j++) sum += Amplitudes.Value[j] * Math.Cos(j * angle);
        return sum * Math.Cos(angle / 2);
    }

    private static double[] Design()
    {
        double[] frequencies = [.. Grid(0, PassEdge), .. Grid(StopEdge, Points / 2.0)];
        double[] wanted = [.. frequencies.Select(f => f <= PassEdge ? 1.0 : 0.0)];
        double[] importance = [.. frequencies.Select(f => f <= PassEdge ? 1.0 : StopWeight)];
        double[][] responses = [.. frequencies.Select(f => Enumerable.Range(0, Cosines).Select(j => Response(j, f)).ToArray())];

        double[] weights = importance;
        double[] amplitudes = [];
        for (int round = 0; round < Rounds; round++)
        {
            amplitudes = LeastSquares.Solve(responses, wanted, weights);
            double[] errors = [.. responses.Select((row, i) => Math.Sqrt(importance[i]) * Math.Abs(Dot(row, amplitudes) - wanted[i]))];
            double largest = errors.Max();
            weights = [.. weights.Select((weight, i) => weight * Math.Pow(0.1 + 0.9 * errors[i] / largest, 1.5))];
        }

        return amplitudes;
    }

    // Ten points to the width of a ripple, so that none hides between two of them.
    private static IEnumerable<double> Grid(double from, double to)
    {
        int steps = (int)Math.Round((to - from) * HalfSpan * 10);
        return Enumerable.Range(0, steps + 1).Select(i => from + (to - from) * i / steps);
    }

    // What one cosine contributes at a frequency, in cycles per sample of the lower rate: the kernel is even, so half the sum will do.
    private static double Response(int cosine, double frequency)
    {
        double sum = 0.5;
        for (int n = 1; n < HalfSpan * Points; n++)
        {
            double angle = Math.PI * n / (HalfSpan * Points);
            sum += Math.Cos(angle / 2) * Math.Cos(cosine * angle) * Math.Cos(2 * Math.PI * frequency * n / Points);
        }

        return 2 * sum / Points;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
