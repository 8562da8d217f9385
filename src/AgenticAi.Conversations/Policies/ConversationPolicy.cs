namespace AgenticAi.Conversations;

/// <summary>
/// What a conversation may do, as configured when it began. It is an event of the conversation, so that each decision can be judged again
/// long after the configuration has changed.
/// </summary>
public sealed record ConversationPolicy
{
    /// <summary>The policy of a conversation that was told none: it only listens and remembers.</summary>
    public static ConversationPolicy None { get; } = new();

    /// <summary>How the caller gets things done.</summary>
    public CommandPolicy Commands { get; init; } = CommandPolicy.None;

    /// <summary>What the conversation may cost.</summary>
    public BudgetPolicy Budget { get; init; } = BudgetPolicy.None;
}
