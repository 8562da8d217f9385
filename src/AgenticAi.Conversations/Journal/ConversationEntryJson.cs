using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticAi.Conversations;

/// <summary>
/// The stored form of an entry: a JSON object in UTF-8, with the commands and, inside each, the events it led to.
/// <code>
/// {"sender":"r1","number":2,"after":0,"commands":[
///   {"name":"press-digit","version":1,"at":"2026-11-02T12:00:00.1234567Z","data":{"digit":"1"},
///    "events":[{"name":"digit-pressed","version":1,"data":{"digit":"1"}}]}]}
/// </code>
/// </summary>
public static class ConversationEntryJson
{
    /// <summary>Names this form, so that another can follow: what was stored with it stays readable for good.</summary>
    public const string Manifest = "ce1";

    // Read by us and by people with a database tool, never embedded in HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The stored form of an entry, without the id of its conversation, under which it is stored.</summary>
    public static byte[] Write(ConversationEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("sender"u8, entry.Sender.Sender);
            json.WriteNumber("number"u8, entry.Sender.Number);
            json.WriteNumber("after"u8, entry.AfterSequence);
            json.WriteStartArray("commands"u8);
            int written = 0;
            foreach (JudgedCommand judged in entry.Commands)
            {
                Write(json, judged, entry.Events.AsSpan(written, judged.Events));
                written += judged.Events;
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The entry of a stored form that is named by its manifest.</summary>
    /// <exception cref="UnknownEventException">The form, or an event in it, is not known to this version, or it is not of that form.</exception>
    /// <exception cref="UnknownCommandException">A command in it is not known to this version.</exception>
    public static ConversationEntry Read(string conversationId, string manifest, ReadOnlyMemory<byte> stored) => manifest == Manifest
        ? Read(conversationId, stored)
        : throw new UnknownEventException($"The journal holds an entry of the form '{manifest}', which this version does not know.");

    /// <summary>The entry of today's form.</summary>
    /// <exception cref="UnknownEventException">It is no such JSON, or an event in it is not known to this version.</exception>
    /// <exception cref="UnknownCommandException">A command in it is not known to this version.</exception>
    public static ConversationEntry Read(string conversationId, ReadOnlyMemory<byte> stored)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(stored);
            return Read(conversationId, document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UnknownEventException($"The journal holds an entry of {conversationId} that cannot be read: {exception.Message}", exception);
        }
    }

    private static void Write(Utf8JsonWriter json, JudgedCommand judged, ReadOnlySpan<JournaledEvent> events)
    {
        StoredCommand command = ConversationCommandJson.Write(judged.Command);
        json.WriteStartObject();
        WriteShape(json, command.Name, command.Version);
        json.WriteString("at"u8, Text(judged.At));
        WriteData(json, command.Json);
        json.WriteStartArray("events"u8);
        foreach (JournaledEvent entry in events)
        {
            StoredEvent stored = ConversationEventJson.Write(entry.Event);
            json.WriteStartObject();
            WriteShape(json, stored.Name, stored.Version);
            WriteData(json, stored.Json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteShape(Utf8JsonWriter json, string name, int version)
    {
        json.WriteString("name"u8, name);
        json.WriteNumber("version"u8, version);
    }

    private static void WriteData(Utf8JsonWriter json, ReadOnlyMemory<byte> data)
    {
        json.WritePropertyName("data"u8);
        json.WriteRawValue(data.Span, skipInputValidation: true);
    }

    private static ConversationEntry Read(string conversationId, JsonElement entry)
    {
        var sender = new CommandNumber(entry.GetProperty("sender"u8).GetString()!, entry.GetProperty("number"u8).GetInt64());
        long sequence = entry.GetProperty("after"u8).GetInt64();
        var commands = ImmutableArray.CreateBuilder<JudgedCommand>();
        var events = ImmutableArray.CreateBuilder<JournaledEvent>();
        foreach (JsonElement stored in entry.GetProperty("commands"u8).EnumerateArray())
        {
            DateTimeOffset at = stored.GetProperty("at"u8).GetDateTimeOffset();
            JsonElement happened = stored.GetProperty("events"u8);
            commands.Add(new JudgedCommand(
                ConversationCommandJson.Read(Name(stored), Version(stored), Data(stored)), at, sequence, happened.GetArrayLength()));
            foreach (JsonElement one in happened.EnumerateArray())
            {
                events.Add(new JournaledEvent(
                    conversationId, ++sequence, ConversationRules.TimeOfEvents(at),
                    ConversationEventJson.Read(Name(one), Version(one), Data(one))));
            }
        }

        if (commands.Count == 0) throw new FormatException("it has no command");
        return new ConversationEntry(conversationId, sender, commands.ToImmutable(), events.ToImmutable());
    }

    private static string Name(JsonElement shape) => shape.GetProperty("name"u8).GetString()!;

    private static int Version(JsonElement shape) => shape.GetProperty("version"u8).GetInt32();

    private static ReadOnlySpan<byte> Data(JsonElement shape) => JsonMarshal.GetRawUtf8Value(shape.GetProperty("data"u8));

    // All seven digits of a tick: exactly what the rules saw.
    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
