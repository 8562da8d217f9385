namespace AgenticAi.Conversations;

/// <summary>What a conversation has cost so far, as far as its usage has prices.</summary>
/// <param name="Currency">Of all amounts; empty when nothing was priced.</param>
/// <param name="Responses">The responses of the voice model.</param>
/// <param name="Transcriptions">The transcriptions of the caller.</param>
/// <param name="Day">The last day, UTC, on which anything was spent.</param>
/// <param name="IsComplete">False when a part of the usage had no price.</param>
public sealed record ConversationCost(
    string Currency, decimal Responses, decimal Transcriptions, DaySpending? Day, bool IsComplete)
{
    /// <summary>Nothing was priced.</summary>
    public static ConversationCost None { get; } = new("", 0, 0, null, IsComplete: true);

    /// <summary>Everything together.</summary>
    public decimal Total => Responses + Transcriptions;

    /// <summary>What was spent on one day; a day before the last is not remembered.</summary>
    public decimal On(DateOnly day) => Day is { } last && last.Day == day ? last.Amount : 0;

    /// <summary>With one more.</summary>
    internal ConversationCost Plus(CostSource source, Cost cost, string currency, DateOnly day) => new(
        currency,
        Responses + (source == CostSource.Response ? cost.Amount : 0),
        Transcriptions + (source == CostSource.Transcription ? cost.Amount : 0),
        new DaySpending(day, On(day) + cost.Amount),
        IsComplete && cost.IsComplete);
}
