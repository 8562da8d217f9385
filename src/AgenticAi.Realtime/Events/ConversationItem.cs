namespace AgenticAi.Realtime.Events;

/// <summary>A message, a function call, its output, or a sort of item that does not exist yet.</summary>
/// <param name="Id">Looks like item_….</param>
/// <param name="Type">See <see cref="ItemTypes"/>; open.</param>
public sealed record ConversationItem(string Id, string Type)
{
    /// <summary>Of a message: see <see cref="ItemRoles"/>; open.</summary>
    public string? Role { get; init; }

    /// <summary>For instance completed; open.</summary>
    public string? Status { get; init; }

    /// <summary>All text parts of a message in order; null when there are none.</summary>
    public string? Text { get; init; }

    /// <summary>The transcripts of all audio parts of a message in order; null when there are none.</summary>
    public string? Transcript { get; init; }

    /// <summary>Of a function call and its output: ties the two together.</summary>
    public string? CallId { get; init; }

    /// <summary>Of a function call.</summary>
    public string? Name { get; init; }

    /// <summary>Of a function call: JSON, as the model wrote it.</summary>
    public string? Arguments { get; init; }

    /// <summary>Of a function call's output.</summary>
    public string? Output { get; init; }
}
