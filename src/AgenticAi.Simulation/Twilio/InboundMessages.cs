using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// Writes what Twilio sends on one stream. Numbers travel as strings, and the sequence counts every message but <c>connected</c>.
/// </summary>
internal sealed class InboundMessages : IDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _media = new(512);
    private readonly Utf8JsonWriter _writer;
    private long _sequence;
    private long _chunk;

    private readonly string _streamSid;
    private readonly string _accountSid;
    private readonly string _callSid;

    public InboundMessages(string streamSid, string accountSid, string callSid)
    {
        (_streamSid, _accountSid, _callSid) = (streamSid, accountSid, callSid);
        _writer = new Utf8JsonWriter(_media, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public static byte[] Connected() => Bytes(new JsonObject { ["event"] = "connected", ["protocol"] = "Call", ["version"] = "1.0.0" });

    public byte[] Start(IReadOnlyDictionary<string, string> parameters, string tellCallSid) => Numbered("start", new JsonObject
    {
        ["accountSid"] = _accountSid,
        ["streamSid"] = _streamSid,
        ["callSid"] = tellCallSid,
        ["tracks"] = new JsonArray("inbound"),
        ["mediaFormat"] = new JsonObject { ["encoding"] = "audio/x-mulaw", ["sampleRate"] = MediaFrame.SampleRate, ["channels"] = 1 },
        ["customParameters"] = new JsonObject(parameters.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
    });

    /// <summary>A media message; valid until the next one.</summary>
    public ReadOnlyMemory<byte> Media(long milliseconds, ReadOnlySpan<byte> mulaw)
    {
        _media.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        _writer.WriteString("event"u8, "media"u8);
        WriteCount("sequenceNumber"u8, ++_sequence);
        _writer.WriteStartObject("media"u8);
        _writer.WriteString("track"u8, "inbound"u8);
        WriteCount("chunk"u8, ++_chunk);
        WriteCount("timestamp"u8, milliseconds);
        _writer.WriteBase64String("payload"u8, mulaw);
        _writer.WriteEndObject();
        _writer.WriteString("streamSid"u8, _streamSid);
        _writer.WriteEndObject();
        _writer.Flush();
        return _media.WrittenMemory;
    }

    public byte[] Mark(string name) => Numbered("mark", new JsonObject { ["name"] = name });

    public byte[] Dtmf(char digit) => Numbered("dtmf", new JsonObject { ["track"] = "inbound_track", ["digit"] = digit.ToString() });

    public byte[] Stop() => Numbered("stop", new JsonObject { ["accountSid"] = _accountSid, ["callSid"] = _callSid });

    private byte[] Numbered(string name, JsonObject content) => Bytes(new JsonObject
    {
        ["event"] = name,
        ["sequenceNumber"] = (++_sequence).ToString(CultureInfo.InvariantCulture),
        [name] = content,
        ["streamSid"] = _streamSid,
    });

    public void Dispose() => _writer.Dispose();

    private void WriteCount(ReadOnlySpan<byte> name, long value)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out int length, provider: CultureInfo.InvariantCulture);
        _writer.WriteString(name, digits[..length]);
    }

    private static byte[] Bytes(JsonObject message) => JsonSerializer.SerializeToUtf8Bytes(message, Plain);
}
