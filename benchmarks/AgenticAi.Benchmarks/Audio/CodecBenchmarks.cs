using AgenticAi.Audio.G711;
using BenchmarkDotNet.Attributes;

namespace AgenticAi.Benchmarks.Audio;

/// <summary>G.711 over one frame of the telephone: 160 samples, 20 ms.</summary>
public class CodecBenchmarks
{
    private readonly byte[] _codes = new byte[160];
    private readonly short[] _samples = new short[160];

    [GlobalSetup]
    public void Fill()
    {
        new Random(1).NextBytes(_codes);
        MuLaw.Decode(_codes, _samples);
    }

    [Benchmark]
    public void MuLawDecode() => MuLaw.Decode(_codes, _samples);

    [Benchmark]
    public void MuLawEncode() => MuLaw.Encode(_samples, _codes);

    [Benchmark]
    public void ALawDecode() => ALaw.Decode(_codes, _samples);

    [Benchmark]
    public void ALawEncode() => ALaw.Encode(_samples, _codes);
}
