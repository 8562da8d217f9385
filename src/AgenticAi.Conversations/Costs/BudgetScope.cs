namespace AgenticAi.Conversations;

/// <summary>What a budget is for.</summary>
public enum BudgetScope
{
    /// <summary>One call.</summary>
    Call,

    /// <summary>All calls of a day, which begins and ends at midnight UTC.</summary>
    Day,
}
