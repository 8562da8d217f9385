using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticAi.Conversations;

/// <summary>
/// A recording as JSON lines. The first names the conversation and the version of this format, then come the commands in the order
/// in which they were judged, each followed by the events it led to:
/// <code>
/// {"conversation":"CA1","format":1}
/// {"command":"press-digit","version":1,"at":"2026-11-02T12:00:00.1234567Z","after":0,"events":1,"data":{"digit":"1"}}
/// {"event":"digit-pressed","version":1,"at":"2026-11-02T12:00:00.1234560Z","sequence":1,"data":{"digit":"1"}}
/// </code>
/// </summary>
internal static class RecordingLines
{
    private const int Format = 1;

    // Files for people and tests, never embedded in HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<string> Of(ConversationRecording recording)
    {
        yield return Line(json =>
        {
            json.WriteString("conversation", recording.ConversationId);
            json.WriteNumber("format", Format);
        });
        int written = 0;
        foreach (JudgedCommand judged in recording.Commands)
        {
            for (; written < recording.Events.Count && recording.Events[written].Sequence <= judged.AfterSequence; written++)
                yield return Line(recording.Events[written]);
            yield return Line(judged);
        }

        for (; written < recording.Events.Count; written++) yield return Line(recording.Events[written]);
    }

    public static ConversationRecording Read(TextReader input)
    {
        string? conversation = null;
        List<JournaledEvent> events = [];
        List<JudgedCommand> commands = [];
        int number = 0;
        while (input.ReadLine() is { } text)
        {
            number++;
            try
            {
                using JsonDocument line = JsonDocument.Parse(text);
                if (conversation is null) conversation = Conversation(line.RootElement);
                else if (line.RootElement.TryGetProperty("command", out _)) commands.Add(Command(line.RootElement));
                else events.Add(Event(line.RootElement, conversation));
            }
            catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException
                or FormatException or UnknownEventException or UnknownCommandException)
            {
                throw new FormatException($"Line {number} of the recording: {exception.Message}", exception);
            }
        }

        return new ConversationRecording(
            conversation ?? throw new FormatException("The recording is empty."), events, commands);
    }

    private static string Line(JudgedCommand judged) => Line(json =>
    {
        StoredCommand stored = ConversationCommandJson.Write(judged.Command);
        json.WriteString("command", stored.Name);
        json.WriteNumber("version", stored.Version);
        json.WriteString("at", Text(judged.At));
        json.WriteNumber("after", judged.AfterSequence);
        json.WriteNumber("events", judged.Events);
        json.WritePropertyName("data");
        json.WriteRawValue(stored.Json.Span);
    });

    private static string Line(JournaledEvent entry) => Line(json =>
    {
        StoredEvent stored = ConversationEventJson.Write(entry.Event);
        json.WriteString("event", stored.Name);
        json.WriteNumber("version", stored.Version);
        json.WriteString("at", Text(entry.At));
        json.WriteNumber("sequence", entry.Sequence);
        json.WritePropertyName("data");
        json.WriteRawValue(stored.Json.Span);
    });

    private static string Line(Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string Conversation(JsonElement line)
    {
        int format = line.GetProperty("format").GetInt32();
        if (format != Format) throw new FormatException($"format {format} is not known, only {Format}");
        return line.GetProperty("conversation").GetString() is { Length: > 0 } id ? id : throw new FormatException("no conversation");
    }

    private static JudgedCommand Command(JsonElement line) => new(
        ConversationCommandJson.Read(Name(line, "command"), line.GetProperty("version").GetInt32(), Data(line)),
        Time(line),
        line.GetProperty("after").GetInt64(),
        line.GetProperty("events").GetInt32());

    private static JournaledEvent Event(JsonElement line, string conversation) => new(
        conversation,
        line.GetProperty("sequence").GetInt64(),
        Time(line),
        ConversationEventJson.Read(Name(line, "event"), line.GetProperty("version").GetInt32(), Data(line)));

    private static string Name(JsonElement line, string property) => line.GetProperty(property).GetString() ?? "";

    private static byte[] Data(JsonElement line) => Encoding.UTF8.GetBytes(line.GetProperty("data").GetRawText());

    // All seven digits of a tick: JSON's own writing drops zeros at the end, and then lines of one moment do not look alike.
    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonElement line) => line.GetProperty("at").GetDateTimeOffset();
}
