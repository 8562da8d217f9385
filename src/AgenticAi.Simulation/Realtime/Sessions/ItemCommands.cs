using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime.Rules;

namespace AgenticAi.Simulation.Realtime.Sessions;

/// <summary>What clients do with single items of the conversation.</summary>
internal sealed class ItemCommands(SessionState session)
{
    public RuleError? Create(JsonNode json, string? previous)
    {
        string id = (string?)json["id"] ?? session.NewItemId();
        if (session.Conversation.Find(id) is not null)
            return new RuleError("item_create_duplicate_item_id", $"Error adding item: an item with id '{id}' already exists.", "item.id");
        Item item = Item.FromJson(json, id);
        if (item.Type == "function_call_output" && !IsCalled(item.CallId))
            return new RuleError("invalid_tool_call_id", $"Tool call ID '{item.CallId}' not found in conversation.", "item.call_id");
        if (!session.Conversation.TryAdd(item, previous))
            return Unknown("create", "adding", "previous item", previous!);
        if (item is { Role: "user", Text: { } text }) session.Agent.Remember(text);
        session.Out.Send("conversation.item.added", session.Conversation.AddedFields(item));
        session.Out.Send("conversation.item.done", session.Conversation.AddedFields(item));
        return null;
    }

    public RuleError? Retrieve(string id)
    {
        if (session.Conversation.Find(id) is not { } item) return Unknown("retrieve", "retrieving", "item", id);
        session.Out.Send("conversation.item.retrieved", new JsonObject { ["item"] = item.ToJson() });
        return null;
    }

    public RuleError? Delete(string id)
    {
        if (!session.Conversation.Remove(id)) return Unknown("delete", "deleting", "item", id);
        session.Out.Send("conversation.item.deleted", new JsonObject { ["item_id"] = id });
        return null;
    }

    /// <summary>Cuts the audio of an answer to what was heard.</summary>
    public RuleError? Truncate(string id, int contentIndex, int audioEndMs)
    {
        if (session.Conversation.Find(id) is not { } item) return Unknown("truncate", "truncating", "item", id);
        if (item is not { Role: "assistant", Content: "output_audio", IsGenerated: true })
            return new RuleError("invalid_value", "Only model output audio messages can be truncated.", "item_id");
        if (contentIndex != 0)
            return new RuleError("invalid_value", $"Item '{id}' has no content part {contentIndex}.", "content_index");
        int length = item.TruncatedAtMs ?? item.AudioMs;
        if (audioEndMs > length)
            return new RuleError("invalid_value", $"Audio content of {length}ms is already shorter than {audioEndMs}ms", "audio_end_ms");
        item.TruncatedAtMs = audioEndMs;
        session.Out.Send(
            "conversation.item.truncated",
            new JsonObject { ["item_id"] = id, ["content_index"] = contentIndex, ["audio_end_ms"] = audioEndMs });
        return null;
    }

    private bool IsCalled(string callId) =>
        session.Conversation.Items.Any(item => item.Type == "function_call" && item.CallId == callId);

    private static RuleError Unknown(string command, string doing, string what, string id) =>
        new($"item_{command}_invalid_item_id", $"Error {doing} item: the {what} with id '{id}' does not exist.", "item_id");
}
