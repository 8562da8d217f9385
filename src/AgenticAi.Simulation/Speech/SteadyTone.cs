using AgenticAi.Audio.Levels;

namespace AgenticAi.Simulation.Speech;

/// <summary>
/// A noise that is no speech: a tone of 1 kHz, as loud as a voice. The simulated caller makes it, and the simulated model knows it
/// again by the tone alone: the sum of a Goertzel filter over each 20 ms, in which 1 kHz has whole periods at any sample rate of the
/// two services. Beginning and phase of the windows do not matter, and neither G.711 nor a resampler changes a tone noticeably.
/// </summary>
public static class SteadyTone
{
    /// <summary>Hertz.</summary>
    public const int Frequency = 1000;

    internal const int WindowMs = 20;

    private const double Loudness = 9000;

    // What is quieter than this is neither noise nor words.
    private const double AudibleDecibels = -45;

    // Speech spreads its energy over many overtones and leaves a single one of them well below this.
    private const double LeastShare = 0.5;

    /// <summary>Makes the noise.</summary>
    /// <param name="length">How long it is.</param>
    /// <param name="sampleRate">Samples a second.</param>
    /// <returns>About -14 dB.</returns>
    public static SpeechClip Burst(TimeSpan length, int sampleRate)
    {
        var samples = new short[(int)(length.TotalSeconds * sampleRate)];
        for (int i = 0; i < samples.Length; i++) samples[i] = (short)(Loudness * Math.Sin(2 * Math.PI * Frequency * i / sampleRate));
        return new SpeechClip("noise", sampleRate, samples);
    }

    /// <summary>What is heard in <see cref="WindowMs"/> of audio.</summary>
    internal static Sound Recognise(ReadOnlySpan<short> window, int sampleRate)
    {
        if (LevelMeter.Decibels(window) < AudibleDecibels) return Sound.Silence;
        double turn = 2 * Math.Cos(2 * Math.PI * Frequency / sampleRate);
        double last = 0;
        double previous = 0;
        double energy = 0;
        foreach (short sample in window)
        {
            (last, previous) = (sample + turn * last - previous, last);
            energy += (double)sample * sample;
        }

        double tone = last * last + previous * previous - turn * last * previous;
        return 2 * tone / (window.Length * energy) > LeastShare ? Sound.Tone : Sound.Other;
    }

    internal enum Sound
    {
        Silence,
        Tone,
        Other,
    }
}
