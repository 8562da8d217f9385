using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace AgenticAi.Conversations.Actors;

/// <summary>The messages of <see cref="BrainProtocol"/> as JSON.</summary>
internal static class BrainMessageJson
{
    private const string Deliver = "bd1";
    private const string Leave = "bl1";
    private const string Taken = "bt1";
    private const string Unavailable = "bu1";
    private const string Refused = "br1";
    private const string Unreadable = "bx1";

    public static string ManifestOf(IBrainMessage message) => message switch
    {
        BrainProtocol.Deliver => Deliver,
        BrainProtocol.Leave => Leave,
        BrainProtocol.Taken => Taken,
        BrainProtocol.Unavailable => Unavailable,
        BrainProtocol.Refused => Refused,
        BrainProtocol.Unreadable => Unreadable,
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "A message of an unknown kind."),
    };

    public static byte[] Write(IBrainMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            switch (message)
            {
                case BrainProtocol.Deliver deliver: Write(json, deliver); break;
                case BrainProtocol.Leave leave: json.WriteString("conversation", leave.ConversationId); break;
                case BrainProtocol.Taken taken: Write(json, taken); break;
                case BrainProtocol.Unavailable unavailable: Write(json, unavailable.Sender, unavailable.Why); break;
                case BrainProtocol.Refused refused: Write(json, refused.Sender, refused.Why); break;
                case BrainProtocol.Unreadable unreadable: Write(json, unreadable.Sender, unreadable.Why); break;
                default: throw new ArgumentOutOfRangeException(nameof(message), message, "A message of an unknown kind.");
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The message of a form; null when the manifest is of none.</summary>
    /// <exception cref="JsonException">It is not of that form.</exception>
    public static IBrainMessage? TryRead(string manifest, byte[] bytes)
    {
        if (manifest is not (Deliver or Leave or Taken or Unavailable or Refused or Unreadable)) return null;
        using JsonDocument document = JsonDocument.Parse(bytes);
        JsonElement json = document.RootElement;
        return manifest switch
        {
            Deliver => ReadDeliver(json),
            Leave => new BrainProtocol.Leave(Text(json, "conversation")),
            Taken => ReadTaken(json),
            Unavailable => new BrainProtocol.Unavailable(Text(json, "sender"), Text(json, "why")),
            Refused => new BrainProtocol.Refused(Text(json, "sender"), Text(json, "why")),
            _ => new BrainProtocol.Unreadable(Text(json, "sender"), Text(json, "why")),
        };
    }

    private static void Write(Utf8JsonWriter json, string sender, string why)
    {
        json.WriteString("sender", sender);
        json.WriteString("why", why);
    }

    private static void Write(Utf8JsonWriter json, BrainProtocol.Deliver deliver)
    {
        json.WriteString("conversation", deliver.ConversationId);
        json.WriteString("sender", deliver.Sender);
        json.WriteNumber("first", deliver.FirstNumber);
        json.WriteNumber("known", deliver.KnownEntry);
        json.WriteStartArray("commands");
        foreach (TimedCommand command in deliver.Commands)
        {
            StoredCommand stored = ConversationCommandJson.Write(command.Command);
            json.WriteStartObject();
            json.WriteString("name", stored.Name);
            json.WriteNumber("version", stored.Version);
            json.WriteNumber("at", command.At.UtcTicks);
            json.WritePropertyName("data");
            json.WriteRawValue(stored.Json.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, BrainProtocol.Taken taken)
    {
        json.WriteString("sender", taken.Sender);
        json.WriteNumber("number", taken.Number);
        json.WriteNumber("first", taken.FirstEntry);
        json.WriteBoolean("anew", taken.IsAnew);
        json.WriteStartArray("news");
        foreach (ConversationEntry entry in taken.News)
        {
            json.WriteStartObject();
            json.WriteString("conversation", entry.ConversationId);
            json.WritePropertyName(ConversationEntryJson.Manifest);
            json.WriteRawValue(ConversationEntryJson.Write(entry), skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("failed");
        foreach (FailedCommand failed in taken.Failed)
        {
            json.WriteStartObject();
            json.WriteString("command", failed.Command);
            json.WriteString("why", failed.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static BrainProtocol.Deliver ReadDeliver(JsonElement json) => new(
        Text(json, "conversation"), Text(json, "sender"), json.GetProperty("first").GetInt64(), json.GetProperty("known").GetInt64(),
        [
            .. json.GetProperty("commands").EnumerateArray().Select(static command => new TimedCommand(
                ConversationCommandJson.Read(
                    Text(command, "name"), command.GetProperty("version").GetInt32(), RawOf(command.GetProperty("data"))),
                new DateTimeOffset(command.GetProperty("at").GetInt64(), TimeSpan.Zero))),
        ]);

    private static BrainProtocol.Taken ReadTaken(JsonElement json) => new(
        Text(json, "sender"), json.GetProperty("number").GetInt64(), json.GetProperty("first").GetInt64(),
        [
            .. json.GetProperty("news").EnumerateArray().Select(static entry => ConversationEntryJson.Read(
                Text(entry, "conversation"), RawOf(entry.GetProperty(ConversationEntryJson.Manifest)).ToArray())),
        ],
        json.GetProperty("anew").GetBoolean(),
        [.. json.GetProperty("failed").EnumerateArray().Select(static failed => new FailedCommand(Text(failed, "command"), Text(failed, "why")))]);

    private static ReadOnlySpan<byte> RawOf(JsonElement element) => JsonMarshal.GetRawUtf8Value(element);

    private static string Text(JsonElement json, string property) => json.GetProperty(property).GetString()!;
}
