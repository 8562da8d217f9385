using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>What budgets add to a decision.</summary>
internal sealed record BudgetStep(ImmutableArray<ConversationEvent> Events, ImmutableArray<ConversationEffect> Effects)
{
    public static BudgetStep None { get; } = new([], []);
}
