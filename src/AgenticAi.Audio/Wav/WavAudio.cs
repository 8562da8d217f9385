namespace AgenticAi.Audio.Wav;

/// <summary>Audio as a WAV file holds it, decoded to PCM16.</summary>
public sealed class WavAudio
{
    /// <summary>Lowest rate that is read and written, Hz: that of the telephone.</summary>
    public const int MinSampleRate = 8000;

    /// <summary>Highest rate that is read and written, Hz.</summary>
    public const int MaxSampleRate = 48000;

    /// <summary>Most channels that are read and written.</summary>
    public const int MaxChannels = 8;

    /// <param name="sampleRate">Hz, 8000 to 48000.</param>
    /// <param name="channels">1 to 8.</param>
    /// <param name="samples">PCM16, channels interleaved, a whole number of frames. Kept, not copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">Rate or channels are outside their range.</exception>
    /// <exception cref="ArgumentException">The samples are not a whole number of frames.</exception>
    public WavAudio(int sampleRate, int channels, short[] samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, MinSampleRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, MaxSampleRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, MaxChannels);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Length % channels != 0)
            throw new ArgumentException($"{samples.Length} samples are no whole number of frames of {channels} channels.", nameof(samples));
        (SampleRate, Channels, Samples) = (sampleRate, channels, samples);
    }

    /// <summary>Frames per second, Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Samples in a frame; in stereo the first is the left one.</summary>
    public int Channels { get; }

    /// <summary>PCM16, channels interleaved.</summary>
    public short[] Samples { get; }

    /// <summary>Two mono tracks as one stereo piece; the shorter one is followed by silence.</summary>
    /// <param name="sampleRate">Hz, of both.</param>
    /// <param name="left">PCM16.</param>
    /// <param name="right">PCM16.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside its range.</exception>
    public static WavAudio Stereo(int sampleRate, ReadOnlySpan<short> left, ReadOnlySpan<short> right)
    {
        var samples = new short[2 * Math.Max(left.Length, right.Length)];
        for (int i = 0; i < left.Length; i++) samples[2 * i] = left[i];
        for (int i = 0; i < right.Length; i++) samples[2 * i + 1] = right[i];
        return new WavAudio(sampleRate, 2, samples);
    }

    /// <summary>A copy of one channel.</summary>
    /// <param name="index">0 to <see cref="Channels"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel.</exception>
    public short[] Channel(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Channels);
        var channel = new short[Samples.Length / Channels];
        for (int i = 0; i < channel.Length; i++) channel[i] = Samples[i * Channels + index];
        return channel;
    }
}
