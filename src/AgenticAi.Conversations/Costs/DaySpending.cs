namespace AgenticAi.Conversations;

/// <summary>What was spent on a day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Amount">In the currency of the prices.</param>
public sealed record DaySpending(DateOnly Day, decimal Amount)
{
    /// <summary>The day of a moment.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
