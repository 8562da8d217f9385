namespace AgenticAi.Audio.Tests.Resampling;

/// <summary>The sine of a known frequency that comes closest to the samples by least squares, and what it leaves over.</summary>
internal sealed class SineFit
{
    public SineFit(ReadOnlySpan<short> samples, double frequency, int rate)
    {
        double step = 2 * Math.PI * frequency / rate;
        double cc = 0, ss = 0, cs = 0, cy = 0, sy = 0;
        for (int n = 0; n < samples.Length; n++)
        {
            (double sin, double cos) = Math.SinCos(step * n);
            cc += cos * cos;
            ss += sin * sin;
            cs += cos * sin;
            cy += cos * samples[n];
            sy += sin * samples[n];
        }

        double determinant = cc * ss - cs * cs;
        double a = (sy * cc - cy * cs) / determinant;
        double b = (cy * ss - sy * cs) / determinant;
        Amplitude = Math.Sqrt(a * a + b * b);
        Phase = Math.Atan2(b, a);

        double signal = 0, rest = 0;
        for (int n = 0; n < samples.Length; n++)
        {
            (double sin, double cos) = Math.SinCos(step * n);
            double fitted = a * sin + b * cos;
            signal += fitted * fitted;
            rest += (samples[n] - fitted) * (samples[n] - fitted);
        }

        SignalToNoise = 10 * Math.Log10(signal / rest);
    }

    public double Amplitude { get; }

    /// <summary>Radians at the first sample.</summary>
    public double Phase { get; }

    /// <summary>dB.</summary>
    public double SignalToNoise { get; }

    /// <summary>Of an amplitude, against full scale, dB.</summary>
    public static double Decibels(double amplitude) => 20 * Math.Log10(amplitude / Tone.FullScale);
}
