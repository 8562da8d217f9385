using System.Buffers;
using System.Text;
using AgenticAi.Realtime.Events;
using BenchmarkDotNet.Attributes;

namespace AgenticAi.Benchmarks.Realtime;

/// <summary>Reading the model's audio: 100 ms in base64 in JSON, as PCM at 24 kHz or as μ-law.</summary>
public class ReadAudioDelta
{
    private readonly ServerEventReader _reader = new();
    private readonly ArrayBufferWriter<byte> _audio = new(8192);
    private byte[] _usual = [];
    private byte[] _typeLast = [];

    [Params(4800, 800)]
    public int AudioBytes { get; set; }

    [GlobalSetup]
    public void Write()
    {
        byte[] audio = new byte[AudioBytes];
        new Random(1).NextBytes(audio);
        const string type = "\"type\":\"response.output_audio.delta\"";
        const string ids = "\"event_id\":\"event_CCXHw\",\"response_id\":\"resp_CCXHw0UJld10\",\"item_id\":\"item_CCXHwGjjDUfO\"";
        string delta = $"\"output_index\":0,\"content_index\":0,\"delta\":\"{Convert.ToBase64String(audio)}\"";
        _usual = Encoding.UTF8.GetBytes($"{{{type},{ids},{delta}}}");
        _typeLast = Encoding.UTF8.GetBytes($"{{{delta},{ids},{type}}}");
    }

    [Benchmark(Baseline = true)]
    public int InTheUsualOrder() => Read(_usual);

    [Benchmark]
    public int WithTheTypeLast() => Read(_typeLast);

    private int Read(byte[] message)
    {
        _audio.ResetWrittenCount();
        _reader.Read(message, _audio, out _);
        return _audio.WrittenCount;
    }
}
