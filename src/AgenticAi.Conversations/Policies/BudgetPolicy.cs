namespace AgenticAi.Conversations;

/// <summary>What a conversation costs and may cost.</summary>
public sealed record BudgetPolicy
{
    /// <summary>Nothing is counted and nothing is limited.</summary>
    public static BudgetPolicy None { get; } = new();

    /// <summary>The currency of every amount in here (ISO 4217).</summary>
    public string Currency { get; init; } = "";

    /// <summary>The day on which the prices were true.</summary>
    public DateOnly? PricesAsOf { get; init; }

    /// <summary>Prices of the voice model; null: its responses are not priced.</summary>
    public ModelPrice? Voice { get; init; }

    /// <summary>Prices of the transcription model; null: transcriptions are not priced.</summary>
    public ModelPrice? Transcription { get; init; }

    /// <summary>What this call may cost.</summary>
    public BudgetLimits Call { get; init; } = BudgetLimits.None;

    /// <summary>What all calls of a day may cost.</summary>
    public BudgetLimits Day { get; init; } = BudgetLimits.None;

    /// <summary>What the other calls of the day had cost when this one began; null when nobody counts that.</summary>
    public DaySpending? SpentBefore { get; init; }

    /// <summary>Said when a soft limit is reached; nothing when empty.</summary>
    public string Warning { get; init; } = "";

    /// <summary>Said before the call ends because a hard limit is reached; nothing when empty.</summary>
    public string Goodbye { get; init; } = "";
}
