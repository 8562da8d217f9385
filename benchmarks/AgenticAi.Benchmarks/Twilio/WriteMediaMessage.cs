using System.Buffers;
using AgenticAi.Twilio.MediaStreams;
using BenchmarkDotNet.Attributes;

namespace AgenticAi.Benchmarks.Twilio;

/// <summary>Writing audio to Twilio: 20 ms at a time, or 100 ms, which costs a fifth of the messages.</summary>
public class WriteMediaMessage
{
    private readonly MediaStreamWriter _writer = new("MZ18ad3ab5a668481ce02b83e7395059f0");
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private byte[] _audio = [];

    [Params(160, 800)]
    public int AudioBytes { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _audio = new byte[AudioBytes];
        new Random(1).NextBytes(_audio);
    }

    [Benchmark]
    public int Media()
    {
        _output.ResetWrittenCount();
        _writer.WriteMedia(_output, _audio);
        return _output.WrittenCount;
    }
}
