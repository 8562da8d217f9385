namespace AgenticAi.Conversations;

/// <summary>What one conversation has cost on one day.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Amount">The amount, in the currency that was asked for.</param>
public sealed record ConversationSpending(string ConversationId, decimal Amount);
