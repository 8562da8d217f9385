using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgenticAi.Conversations;

namespace AgenticAi.Intents.Models;

/// <summary>
/// The question as one JSON document: no text of a caller or an agent can end the data and become something else. What changes least
/// stands first, the words to be understood last, so that the prefix of one question is that of the next.
/// </summary>
internal static class QuestionDocument
{
    /// <summary>
    /// Characters of memory, some 2,000 tokens: more than a call of ten minutes needs to resolve "that", and little enough for a time limit
    /// of two seconds. What is older falls out.
    /// </summary>
    public const int MemoryBudget = 8_000;

    /// <summary>Longer utterances are cut: nobody asks for something in more words.</summary>
    private const int LongestUtterance = 10_000;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IntentQuestion question)
    {
        var budget = new MemoryBudget(MemoryBudget);
        // The newest matter most, so they are counted first; the commands before what was said around them.
        IReadOnlyList<RememberedCommand> commands = budget.Newest(question.Memory.Commands, Length);
        IReadOnlyList<RememberedWords> turns = budget.Newest(question.Memory.Turns, words => words.Text.Length);
        IReadOnlyList<RememberedCommand> earlier = budget.Newest(question.Memory.Earlier, Length);

        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartObject();
        WriteCommands(json, "earlier", earlier);
        WriteTurns(json, turns);
        WriteCommands(json, "commands", commands);
        json.WriteString("utterance", Cut(question.Text));
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static int Length(RememberedCommand command) => command.Text.Length + (command.Answer?.Length ?? 0);

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Cut(string text) => text.Length <= LongestUtterance ? text : text[..LongestUtterance];

    private static void WriteTurns(Utf8JsonWriter json, IReadOnlyList<RememberedWords> turns)
    {
        json.WriteStartArray("turns");
        foreach (RememberedWords words in turns)
        {
            json.WriteStartObject();
            string role = words.Role == ItemRole.Assistant ? "voice" : NameOf(words.Role);
            json.WriteString(role, words.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCommands(Utf8JsonWriter json, string name, IReadOnlyList<RememberedCommand> commands)
    {
        json.WriteStartArray(name);
        foreach (RememberedCommand command in commands)
        {
            json.WriteStartObject();
            json.WriteString("command", command.Text);
            json.WriteString("status", NameOf(command.Status));
            if (command.Answer is not null) json.WriteString("answer", command.Answer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
