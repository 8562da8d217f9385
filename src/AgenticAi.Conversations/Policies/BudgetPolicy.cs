namespace AgenticAi.Conversations;

/// <summary>What a conversation may cost.</summary>
public sealed record BudgetPolicy
{
    /// <summary>Nothing is counted and nothing is limited.</summary>
    public static BudgetPolicy None { get; } = new();
}
