using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// What a server sends on a stream (twilio.com/docs/voice/media-streams/websocket-messages), checked as Twilio checks it.
/// </summary>
internal readonly record struct OutboundMessage(OutboundKind Kind, byte[] Audio, string Mark, string Fault)
{
    /// <summary>Reads a message. Anything but a valid media, mark or clear of this stream is <see cref="OutboundKind.Invalid"/>.</summary>
    public static OutboundMessage Read(ReadOnlyMemory<byte> utf8, string streamSid)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            return Read(document.RootElement, streamSid);
        }
        catch (JsonException)
        {
            return Invalid("not JSON");
        }
    }

    private static OutboundMessage Read(JsonElement root, string streamSid)
    {
        if (root.ValueKind != JsonValueKind.Object) return Invalid("not an object");
        if (Text(root, "event") is not { } name) return Invalid("no event");
        if (Text(root, "streamSid") is not { } sid) return Invalid("no streamSid");
        if (sid != streamSid) return Invalid("streamSid of another stream");
        return name switch
        {
            "media" => Only(root, "event", "streamSid", "media") ?? Media(root),
            "mark" => Only(root, "event", "streamSid", "mark") ?? MarkOf(root),
            "clear" => Only(root, "event", "streamSid") ?? new OutboundMessage(OutboundKind.Clear, [], "", ""),
            _ => Invalid($"event '{name}'"),
        };
    }

    private static OutboundMessage Media(JsonElement root)
    {
        if (Object(root, "media") is not { } media) return Invalid("media is not an object");
        if (Only(media, "payload") is { } unexpected) return unexpected;
        if (Text(media, "payload") is not { } payload) return Invalid("no payload");
        byte[] audio = new byte[Base64.GetMaxDecodedFromUtf8Length(payload.Length)];
        // Whitespace inside base64 is lenient decoding; the wire form has none.
        bool decoded = Convert.TryFromBase64String(payload, audio, out int length) && !payload.AsSpan().ContainsAny(Whitespace);
        return decoded && length > 0
            ? new OutboundMessage(OutboundKind.Media, audio[..length], "", "")
            : Invalid("payload is not base64 audio");
    }

    private static readonly SearchValues<char> Whitespace = SearchValues.Create(" \t\r\n");

    private static OutboundMessage MarkOf(JsonElement root)
    {
        if (Object(root, "mark") is not { } mark) return Invalid("mark is not an object");
        if (Only(mark, "name") is { } unexpected) return unexpected;
        return Text(mark, "name") is { Length: > 0 } name ? new OutboundMessage(OutboundKind.Mark, [], name, "") : Invalid("no mark name");
    }

    private static OutboundMessage? Only(JsonElement element, params ReadOnlySpan<string> known)
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name)) return Invalid($"unexpected field '{property.Name}'");
        }

        return null;
    }

    private static JsonElement? Object(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static OutboundMessage Invalid(string fault) => new(OutboundKind.Invalid, [], "", fault);
}

/// <summary>Kinds of <see cref="OutboundMessage"/>.</summary>
internal enum OutboundKind
{
    Invalid,
    Media,
    Mark,
    Clear,
}
