using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace AgenticAi.Twilio.MediaStreams;

/// <summary>The "media" object of a media message. Allocates nothing when there is nothing to complain about.</summary>
internal static class MediaObject
{
    private const string EventName = "media";

    public static MediaFrame Read(ReadOnlySpan<byte> json, long sequenceNumber, Span<byte> payload)
    {
        if (json.IsEmpty) throw Wrong("media", null, "is missing");
        long chunk = JsonNumber.Absent;
        long timestamp = JsonNumber.Absent;
        var outbound = false;
        int? decoded = null;

        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw Wrong("media", null, "must be an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("payload"u8)) decoded = ReadPayload(ref reader, payload);
            else if (reader.ValueTextEquals("timestamp"u8)) timestamp = JsonNumber.Read(ref reader, EventName, "media.timestamp");
            else if (reader.ValueTextEquals("chunk"u8)) chunk = JsonNumber.Read(ref reader, EventName, "media.chunk");
            else if (reader.ValueTextEquals("track"u8)) outbound = ReadTrack(ref reader);
            else reader.Skip();
        }

        if (decoded is not { } bytes) throw Wrong("media.payload", null, "is missing");
        return new MediaFrame(sequenceNumber, chunk, timestamp, outbound, bytes);
    }

    private static bool ReadTrack(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String) throw Wrong("media.track", null, "must be a string");
        if (reader.ValueTextEquals("inbound"u8)) return false;
        if (reader.ValueTextEquals("outbound"u8)) return true;
        throw Wrong("media.track", Encoding.UTF8.GetString(reader.ValueSpan), "it must be 'inbound' or 'outbound'");
    }

    private static int ReadPayload(ref Utf8JsonReader reader, Span<byte> payload)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String) throw Wrong("media.payload", null, "must be a string");
        return reader.ValueIsEscaped ? DecodeEscaped(ref reader, payload) : Decode(reader.ValueSpan, payload);
    }

    /// <summary>Base64 contains "/", which some writers of JSON escape.</summary>
    private static int DecodeEscaped(ref Utf8JsonReader reader, Span<byte> payload)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return Decode(scratch.AsSpan(0, reader.CopyString(scratch)), payload);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private static int Decode(ReadOnlySpan<byte> base64, Span<byte> payload)
    {
        OperationStatus status = Base64.DecodeFromUtf8(base64, payload, out _, out int written);
        return status switch
        {
            OperationStatus.Done => written,
            OperationStatus.DestinationTooSmall =>
                throw WrongPayload(base64, $"holds more than the {payload.Length} bytes there is room for"),
            _ => throw WrongPayload(base64, "must be base64 with padding"),
        };
    }

    private static TwilioProtocolException WrongPayload(ReadOnlySpan<byte> base64, string rule) =>
        Wrong("media.payload", null, $"({base64.Length} characters) {rule}");

    private static TwilioProtocolException Wrong(string field, string? value, string rule) => new(EventName, field, value, rule);
}
