namespace AgenticAi.Realtime.Events;

/// <summary>An item a client may add to the conversation. A closed family.</summary>
/// <remarks>https://platform.openai.com/docs/api-reference/realtime-client-events/conversation/item/create</remarks>
public abstract record NewItem
{
    private protected NewItem()
    {
    }

    /// <summary>The item's id when the client chooses it; null for one of the server's.</summary>
    public string? Id { get; init; }
}

/// <summary>Something the user said or wrote.</summary>
public sealed record UserTextItem(string Text) : NewItem;

/// <summary>Something the assistant said before, restored. Only output_text is taken for it, and it must never be truncated.</summary>
public sealed record AssistantTextItem(string Text) : NewItem;

/// <summary>Something the operator tells the model in the middle of the conversation.</summary>
public sealed record SystemTextItem(string Text) : NewItem;

/// <summary>A function call of before, restored; needs its output beside it.</summary>
/// <param name="CallId">Ties it to its output.</param>
/// <param name="Name">The function.</param>
/// <param name="Arguments">JSON.</param>
public sealed record FunctionCallItem(string CallId, string Name, string Arguments) : NewItem;

/// <summary>What a function call brought.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Output">Free text, perhaps JSON.</param>
public sealed record FunctionCallOutputItem(string CallId, string Output) : NewItem;
