using System.Buffers;
using System.Text;
using System.Text.Json;
using AgenticAi.Conversations;

namespace AgenticAi.Agents.Wire;

/// <summary>A task as agents of all kinds get it. docs/agents.md describes the object; names are never changed, only added.</summary>
internal static class TaskJson
{
    /// <summary>The task alone.</summary>
    public static byte[] Write(AgentTask task) => Write(writer => WriteFields(writer, task));

    /// <summary>One object whose keys <paramref name="write"/> writes.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteFields(Utf8JsonWriter writer, AgentTask task)
    {
        writer.WriteString("id", task.Id);
        writer.WriteString("conversation_id", task.ConversationId);
        writer.WriteString("session_key", task.SessionKey);
        writer.WriteString("caller", task.Caller);
        writer.WriteString("text", task.Text);
        WriteEntities(writer, task.Entities.AsSpan());
        writer.WriteStartObject("memory");
        WriteCommands(writer, "earlier", task.Memory.Earlier.AsSpan());
        WriteTurns(writer, task.Memory.Turns.AsSpan());
        WriteCommands(writer, "commands", task.Memory.Commands.AsSpan());
        writer.WriteEndObject();
    }

    private static void WriteEntities(Utf8JsonWriter writer, ReadOnlySpan<Entity> entities)
    {
        writer.WriteStartArray("entities");
        foreach (Entity entity in entities)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", entity.Kind);
            writer.WriteString("value", entity.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTurns(Utf8JsonWriter writer, ReadOnlySpan<RememberedWords> turns)
    {
        writer.WriteStartArray("turns");
        foreach (RememberedWords turn in turns)
        {
            writer.WriteStartObject();
            writer.WriteString("role", SnakeCase(turn.Role));
            writer.WriteString("text", turn.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCommands(Utf8JsonWriter writer, string name, ReadOnlySpan<RememberedCommand> commands)
    {
        writer.WriteStartArray(name);
        foreach (RememberedCommand command in commands)
        {
            writer.WriteStartObject();
            writer.WriteString("text", command.Text);
            WriteEntities(writer, command.Entities.AsSpan());
            writer.WriteString("status", SnakeCase(command.Status));
            writer.WriteString("answer", command.Answer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string SnakeCase<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The task as text that is part of a message.</summary>
    public static string WriteText(AgentTask task) => Encoding.UTF8.GetString(Write(task));
}
