using System.Text.Json;

namespace AgenticAi.Realtime.Events;

internal static class NewItemJson
{
    public static void Write(Utf8JsonWriter json, NewItem item)
    {
        json.WriteStartObject("item"u8);
        if (item.Id is { } id) json.WriteString("id"u8, id);
        switch (item)
        {
            case UserTextItem user: WriteMessage(json, "user"u8, "input_text"u8, user.Text); break;
            case AssistantTextItem assistant: WriteMessage(json, "assistant"u8, "output_text"u8, assistant.Text); break;
            case SystemTextItem system: WriteMessage(json, "system"u8, "input_text"u8, system.Text); break;
            case FunctionCallItem call: WriteCall(json, call); break;
            case FunctionCallOutputItem output: WriteOutput(json, output); break;
            default: throw new ArgumentException("Not an item of this library.", nameof(item));
        }

        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, ReadOnlySpan<byte> role, ReadOnlySpan<byte> type, string text)
    {
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, role);
        json.WriteStartArray("content"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteCall(Utf8JsonWriter json, FunctionCallItem call)
    {
        json.WriteString("type"u8, "function_call"u8);
        json.WriteString("call_id"u8, call.CallId);
        json.WriteString("name"u8, call.Name);
        json.WriteString("arguments"u8, call.Arguments);
    }

    private static void WriteOutput(Utf8JsonWriter json, FunctionCallOutputItem output)
    {
        json.WriteString("type"u8, "function_call_output"u8);
        json.WriteString("call_id"u8, output.CallId);
        json.WriteString("output"u8, output.Output);
    }
}
