using System.Buffers;
using AgenticAi.Realtime.Events;
using BenchmarkDotNet.Attributes;

namespace AgenticAi.Benchmarks.Realtime;

/// <summary>Writing the caller's audio to the model: 20 ms of μ-law, 20 ms of PCM at 24 kHz, and ten such chunks at once.</summary>
public class WriteAppend
{
    private readonly ArrayBufferWriter<byte> _output = new(16384);
    private byte[] _audio = [];

    [Params(160, 960, 9600)]
    public int AudioBytes { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _audio = new byte[AudioBytes];
        new Random(1).NextBytes(_audio);
    }

    [Benchmark]
    public int Append()
    {
        _output.ResetWrittenCount();
        ClientEventWriter.WriteAppend(_output, _audio);
        return _output.WrittenCount;
    }
}
