namespace AgenticAi.Conversations;

/// <summary>End the call once a goodbye was heard; its outcome is the <see cref="EndConversation"/> with that reason.</summary>
/// <param name="Reason">Why it ends.</param>
/// <param name="Goodbye">To be said first; nothing when empty.</param>
/// <param name="GoodbyeSource">Who wants it said, see <see cref="SpeechSources"/>.</param>
public sealed record EndCall(CallEndReason Reason, string Goodbye, string GoodbyeSource) : ConversationEffect;

/// <summary>Add a cost to what the day has cost, and to what is measured. Has no outcome.</summary>
/// <param name="Cost">What was spent.</param>
/// <param name="Own">What this conversation has spent on the day so far, with it.</param>
public sealed record BookCost(CostReported Cost, DaySpending Own) : ConversationEffect;

/// <summary>Tell the operators that a limit was reached. Has no outcome.</summary>
/// <param name="Scope">What the budget is for.</param>
/// <param name="IsHard">True when the call ends for it.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Spent">What was spent.</param>
/// <param name="Currency">The currency of both.</param>
public sealed record TellOfBudget(BudgetScope Scope, bool IsHard, decimal Limit, decimal Spent, string Currency) : ConversationEffect;
