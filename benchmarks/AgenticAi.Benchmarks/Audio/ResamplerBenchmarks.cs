using AgenticAi.Audio.Resampling;
using BenchmarkDotNet.Attributes;

namespace AgenticAi.Benchmarks.Audio;

/// <summary>The resampler over one frame, 20 ms: 160 samples at 8 kHz, 480 at 24 kHz.</summary>
public class ResamplerBenchmarks
{
    private readonly StreamingResampler _up = new(8000, 24000);
    private readonly StreamingResampler _down = new(24000, 8000);
    private readonly short[] _telephone = Tone(160);
    private readonly short[] _model = Tone(480);
    private readonly short[] _output = new short[480];

    [Benchmark]
    public int From160To480() => _up.Process(_telephone, _output);

    [Benchmark]
    public int From480To160() => _down.Process(_model, _output);

    // A whole number of periods, so that frames join without a step.
    private static short[] Tone(int samples) =>
        [.. Enumerable.Range(0, samples).Select(i => (short)(10000 * Math.Sin(2 * Math.PI * 8 * i / samples)))];
}
