namespace AgenticAi.Conversations;

/// <summary>What one transcription of the caller used. Once for an item.</summary>
public sealed record TranscriptUsageReported(string ItemId, TranscriptUsage Usage) : ConversationEvent;

/// <summary>What usage costs at the prices of the conversation's policy. Once for each usage that has a price.</summary>
/// <param name="UsageId">The response or the item whose usage it is.</param>
/// <param name="Source">What was paid for.</param>
/// <param name="Model">The model whose prices were taken.</param>
/// <param name="Amount">In <paramref name="Currency"/>, to the twelfth decimal.</param>
/// <param name="Currency">The currency of the prices.</param>
/// <param name="IsComplete">False when a part of the usage has no price.</param>
public sealed record CostReported(
    string UsageId, CostSource Source, string Model, decimal Amount, string Currency, bool IsComplete) : ConversationEvent;

/// <summary>A soft limit was reached. At most once for a scope.</summary>
public sealed record BudgetWarned(BudgetScope Scope, decimal Limit, decimal Spent, string Currency) : ConversationEvent;

/// <summary>A hard limit was reached, so the call is to be ended. At most once for a scope, and no warning follows it.</summary>
public sealed record BudgetExceeded(BudgetScope Scope, decimal Limit, decimal Spent, string Currency) : ConversationEvent;
