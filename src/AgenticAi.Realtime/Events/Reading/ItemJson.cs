using System.Text.Json;

namespace AgenticAi.Realtime.Events.Reading;

internal static class ItemJson
{
    public static ConversationItem? Read(ref Utf8JsonReader reader)
    {
        if (!reader.IsObject()) return null;
        var item = new ConversationItem("", "");
        while (reader.NextValue() is { } name)
        {
            switch (name)
            {
                case "id": item = item with { Id = reader.Text() ?? "" }; break;
                case "type": item = item with { Type = reader.Text() ?? "" }; break;
                case "role": item = item with { Role = reader.Text() }; break;
                case "status": item = item with { Status = reader.Text() }; break;
                case "call_id": item = item with { CallId = reader.Text() }; break;
                case "name": item = item with { Name = reader.Text() }; break;
                case "arguments": item = item with { Arguments = reader.Text() }; break;
                case "output": item = item with { Output = reader.Text() }; break;
                case "content": item = ReadContent(ref reader, item); break;
                default: reader.Skip(); break;
            }
        }

        return item;
    }

    public static IReadOnlyList<ConversationItem> ReadAll(ref Utf8JsonReader reader)
    {
        if (!reader.IsArray()) return [];
        var items = new List<ConversationItem>();
        while (reader.NextElement())
        {
            if (Read(ref reader) is { } item) items.Add(item);
        }

        return items;
    }

    private static ConversationItem ReadContent(ref Utf8JsonReader reader, ConversationItem item)
    {
        if (!reader.IsArray()) return item;
        while (reader.NextElement())
        {
            if (!reader.IsObject()) continue;
            while (reader.NextValue() is { } name)
            {
                if (name == "text") item = item with { Text = Join(item.Text, reader.Text()) };
                else if (name == "transcript") item = item with { Transcript = Join(item.Transcript, reader.Text()) };
                else reader.Skip();
            }
        }

        return item;
    }

    private static string? Join(string? before, string? part) => before is null ? part : before + part;
}
