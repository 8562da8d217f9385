namespace AgenticAi.Audio.Resampling;

/// <summary>Changes the sample rate of a recording that is there as a whole.</summary>
public static class ClipResampler
{
    /// <summary>
    /// The clip at the other rate: of the same duration, rounded up to whole samples, and in step with the original, since the delay of the
    /// filter is taken off.
    /// </summary>
    /// <param name="pcm">PCM16 samples, mono.</param>
    /// <param name="inputRate">Hz, one of <see cref="SampleRates.All"/>.</param>
    /// <param name="outputRate">Hz, one of <see cref="SampleRates.All"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is none of those.</exception>
    public static short[] Resample(ReadOnlySpan<short> pcm, int inputRate, int outputRate)
    {
        var resampler = new StreamingResampler(inputRate, outputRate);
        int length = resampler.MaxOutput(pcm.Length);
        var delayed = new short[length + resampler.MaxFlushOutput];
        int written = resampler.Process(pcm, delayed);
        resampler.Flush(delayed.AsSpan(written));
        int skip = (int)Math.Round(resampler.Delay.TotalSeconds * outputRate);
        return delayed.AsSpan(skip, length).ToArray();
    }
}
