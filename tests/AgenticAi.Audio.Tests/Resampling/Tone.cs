using AgenticAi.Audio.Resampling;

namespace AgenticAi.Audio.Tests.Resampling;

/// <summary>Sines to send through a resampler, and what comes out of it.</summary>
internal static class Tone
{
    public const double FullScale = 32767;

    /// <summary>PCM16, rounded to the nearest.</summary>
    public static short[] Sine(double frequency, int rate, double seconds, double amplitude = FullScale) =>
    [
        .. Enumerable.Range(0, (int)(rate * seconds))
            .Select(n => (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * frequency * n / rate))),
    ];

    /// <summary>The tone at the other rate, without the first 20 ms, in which the filter fills.</summary>
    public static short[] Through(int inputRate, int outputRate, double frequency, double amplitude = FullScale)
    {
        short[] output = Process(new StreamingResampler(inputRate, outputRate), Sine(frequency, inputRate, 0.42, amplitude));
        return output[(outputRate / 50)..];
    }

    public static short[] Process(StreamingResampler resampler, ReadOnlySpan<short> input)
    {
        var output = new short[resampler.MaxOutput(input.Length)];
        return output[..resampler.Process(input, output)];
    }

    public static short[] Flush(StreamingResampler resampler)
    {
        var output = new short[resampler.MaxFlushOutput];
        return output[..resampler.Flush(output)];
    }
}
