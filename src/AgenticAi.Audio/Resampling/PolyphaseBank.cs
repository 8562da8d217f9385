using System.Collections.Concurrent;
using System.Numerics;

namespace AgenticAi.Audio.Resampling;

/// <summary>
/// The kernel sampled for one ratio and sorted into phases: the filter runs at <see cref="Up"/> times the input rate, of which every
/// <see cref="Down"/>th value is wanted, and each wanted value meets only the taps of its phase. Immutable, shared by all resamplers
/// of the ratio.
/// </summary>
internal sealed class PolyphaseBank
{
    private static readonly ConcurrentDictionary<(int Up, int Down), PolyphaseBank> Shared = new();

    private PolyphaseBank(int up, int down)
    {
        Up = up;
        Down = down;
        int points = Math.Max(up, down);
        Delay = up == down ? 0 : LowPassKernel.HalfSpan * points - 1;
        int taps = Delay * 2 / up + 1;
        Taps = (taps + DotProduct.Multiple - 1) / DotProduct.Multiple * DotProduct.Multiple;
        Rows = new float[up * Taps];
        for (int n = 0; n <= Delay * 2; n++)
        {
            double value = up == down ? 1 : LowPassKernel.At((n - Delay) / (double)points) * up / points;
            // Newest sample last: a row lies over the samples in the order in which they arrived.
            Rows[n % up * Taps + Taps - 1 - n / up] = (float)value;
        }
    }

    public int Up { get; }

    public int Down { get; }

    /// <summary>Group delay in samples at <see cref="Up"/> times the input rate; the response is twice as long.</summary>
    public int Delay { get; }

    /// <summary>Taps of one phase, with padding.</summary>
    public int Taps { get; }

    /// <summary><see cref="Up"/> rows of <see cref="Taps"/>.</summary>
    public float[] Rows { get; }

    public static PolyphaseBank For(int inputRate, int outputRate)
    {
        int common = (int)BigInteger.GreatestCommonDivisor(inputRate, outputRate);
        return Shared.GetOrAdd((outputRate / common, inputRate / common), ratio => new PolyphaseBank(ratio.Up, ratio.Down));
    }
}
