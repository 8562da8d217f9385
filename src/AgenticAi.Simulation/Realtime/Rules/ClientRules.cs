namespace AgenticAi.Simulation.Realtime.Rules;

/// <summary>What each client event may contain (platform.openai.com/docs/api-reference/realtime-client-events).</summary>
internal static class ClientRules
{
    private static readonly (string Name, Rule Rule) Type = ("type!", Rule.Text);
    private static readonly (string Name, Rule Rule) EventId = ("event_id", Rule.Text);
    private static readonly (string Name, Rule Rule) Id = ("id", Rule.Text);
    private static readonly (string Name, Rule Rule) ObjectName = ("object", Rule.OneOf("realtime.item"));
    private static readonly (string Name, Rule Rule) Status = ("status", Rule.OneOf("completed", "incomplete", "in_progress"));

    private static readonly Rule UserContent = Rule.ByType(
        ("input_text", Rule.Object(Type, ("text!", Rule.Text))),
        ("input_audio", Rule.Object(Type, ("audio", Rule.Text), ("transcript", Rule.Null(Rule.Text)))),
        ("input_image", Rule.Object(Type, ("image_url!", Rule.Text), ("detail", Rule.OneOf("auto", "low", "high")))));

    private static readonly Rule AssistantContent = Rule.ByType(
        ("output_text", Rule.Object(Type, ("text!", Rule.Text))),
        ("output_audio", Rule.Object(Type, ("audio", Rule.Text), ("transcript", Rule.Null(Rule.Text)))));

    private static readonly Rule SystemContent = Rule.ByType(("input_text", Rule.Object(Type, ("text!", Rule.Text))));

    public static Rule Item { get; } = Rule.ByType(
        ("message", Rule.When(
            node => Role(node) == "assistant",
            Message(AssistantContent),
            Rule.When(node => Role(node) == "user", Message(UserContent), Message(SystemContent)))),
        ("function_call", Rule.Object(
            Type, Id, ObjectName, Status, ("call_id", Rule.Text), ("name!", Rule.Text), ("arguments!", Rule.Text))),
        ("function_call_output", Rule.Object(
            Type, Id, ObjectName, Status, ("call_id!", Rule.Text), ("output!", Rule.Text))));

    private static readonly Rule Response = Rule.Object(
        ("output_modalities", SessionRules.Modalities),
        ("instructions", Rule.Text),
        ("audio", Rule.Object(("output", Rule.Object(("format", SessionRules.AudioFormat), ("voice", SessionRules.Voice))))),
        ("tools", SessionRules.Tools),
        ("tool_choice", SessionRules.ToolChoice),
        ("parallel_tool_calls", Rule.Boolean),
        ("reasoning", SessionRules.Reasoning),
        ("max_output_tokens", SessionRules.MaxOutputTokens),
        ("conversation", Rule.OneOf("auto", "none")),
        ("metadata", Rule.Null(Rule.Json)),
        ("prompt", Rule.Any),
        ("input", Rule.List(Item)));

    /// <summary>By the type of the event.</summary>
    public static IReadOnlyDictionary<string, Rule> All { get; } = new Dictionary<string, Rule>(StringComparer.Ordinal)
    {
        ["session.update"] = Rule.Object(Type, EventId, ("session!", SessionRules.Session)),
        ["input_audio_buffer.append"] = Rule.Object(Type, EventId, ("audio!", Rule.Text)),
        ["input_audio_buffer.commit"] = Rule.Object(Type, EventId),
        ["input_audio_buffer.clear"] = Rule.Object(Type, EventId),
        ["conversation.item.create"] = Rule.Object(Type, EventId, ("previous_item_id", Rule.Null(Rule.Text)), ("item!", Item)),
        ["conversation.item.retrieve"] = Rule.Object(Type, EventId, ("item_id!", Rule.Text)),
        ["conversation.item.delete"] = Rule.Object(Type, EventId, ("item_id!", Rule.Text)),
        ["conversation.item.truncate"] = Rule.Object(
            Type,
            EventId,
            ("item_id!", Rule.Text),
            ("content_index!", Rule.Integer(0, 100)),
            ("audio_end_ms!", Rule.Integer(0, int.MaxValue))),
        ["response.create"] = Rule.Object(Type, EventId, ("response", Rule.Null(Response))),
        ["response.cancel"] = Rule.Object(Type, EventId, ("response_id", Rule.Text)),
    };

    private static Rule Message(Rule content) => Rule.Object(
        Type, Id, ObjectName, Status, ("role!", Rule.OneOf("user", "assistant", "system")), ("content!", Rule.List(content)));

    private static string? Role(System.Text.Json.Nodes.JsonNode? node) =>
        Rule.Kind(node?["role"]) == "string" ? node!["role"]!.GetValue<string>() : null;
}
