using AgenticAi.Audio.Resampling;

namespace AgenticAi.Simulation.Speech;

/// <summary>A piece of recorded or synthetic speech.</summary>
/// <param name="Name">What it is called in scenarios and reports.</param>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Samples">Mono PCM, 16 bits.</param>
public sealed record SpeechClip(string Name, int SampleRate, ReadOnlyMemory<short> Samples)
{
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples.Length / SampleRate);

    /// <summary>The same speech at another rate; itself when the rate is already right.</summary>
    public SpeechClip At(int sampleRate) => sampleRate == SampleRate
        ? this
        : this with { SampleRate = sampleRate, Samples = ClipResampler.Resample(Samples.Span, SampleRate, sampleRate) };
}
