namespace AgenticAi.Conversations;

/// <summary>The limits of a budget, in the currency of the prices. A limit is reached when as much as it is spent.</summary>
/// <param name="Soft">Warns; null: never.</param>
/// <param name="Hard">Ends the call; null: never.</param>
public sealed record BudgetLimits(decimal? Soft, decimal? Hard)
{
    /// <summary>No limits.</summary>
    public static BudgetLimits None { get; } = new(null, null);
}
