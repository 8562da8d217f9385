using System.Text;
using AgenticAi.Twilio.MediaStreams;
using BenchmarkDotNet.Attributes;

namespace AgenticAi.Benchmarks.Twilio;

/// <summary>Reading what Twilio sends fifty times a second and call: 160 bytes of μ-law in base64 in JSON.</summary>
public class ReadMediaMessage
{
    private readonly byte[] _payload = new byte[512];
    private byte[] _usual = [];
    private byte[] _reversed = [];

    [GlobalSetup]
    public void Write()
    {
        byte[] frame = new byte[160];
        new Random(1).NextBytes(frame);
        string audio = Convert.ToBase64String(frame);
        const string sid = "MZ18ad3ab5a668481ce02b83e7395059f0";
        string media = $$"""{"track":"inbound","chunk":"4709","timestamp":"94180","payload":"{{audio}}"}""";
        string reversed = $$"""{"payload":"{{audio}}","timestamp":"94180","chunk":"4709","track":"inbound"}""";
        _usual = Encoding.UTF8.GetBytes($$"""{"event":"media","sequenceNumber":"4711","media":{{media}},"streamSid":"{{sid}}"}""");
        _reversed = Encoding.UTF8.GetBytes($$"""{"streamSid":"{{sid}}","media":{{reversed}},"sequenceNumber":"4711","event":"media"}""");
    }

    [Benchmark(Baseline = true)]
    public int InTheUsualOrder() => Read(_usual);

    [Benchmark]
    public int InReverseOrder() => Read(_reversed);

    private int Read(byte[] message)
    {
        MediaStreamReader.Read(message, _payload, out MediaFrame frame);
        return frame.PayloadBytes;
    }
}
