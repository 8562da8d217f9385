using AgenticAi.Conversations;

namespace AgenticAi.Configuration;

/// <summary>
/// Section <c>costs</c>: what usage costs, and how much a call and a day may cost. The program knows no price of its own: without a
/// table nothing is priced.
/// </summary>
public sealed record CostsConfig
{
    /// <summary>
    /// The day on which the prices were read. Needed with a table, so that everybody sees how old it is; null without one.
    /// </summary>
    public DateOnly? PricesAsOf { get; init; }

    /// <summary>Three capital letters (ISO 4217). Default USD: what the vendor bills in.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Prices by model, at most 100. Default none.</summary>
    public IReadOnlyList<ModelPrice> Prices { get; init; } = [];

    /// <summary>
    /// What a call may cost before there is a warning, 0 to 1,000,000; null and 0: whatever it does, the default. Less than the hard limit.
    /// </summary>
    public decimal? CallSoftLimit { get; init; }

    /// <summary>What a call may cost before it is ended, as above.</summary>
    public decimal? CallHardLimit { get; init; }

    /// <summary>What all calls of a day (UTC) may cost before there is a warning, as above.</summary>
    public decimal? DaySoftLimit { get; init; }

    /// <summary>What all calls of a day (UTC) may cost before they are ended and no more are taken, as above.</summary>
    public decimal? DayHardLimit { get; init; }

    /// <summary>
    /// Said when a soft limit is reached, up to 1,000 characters. Default empty: only the log, the metrics and the journal tell.
    /// </summary>
    public string Warning { get; init; } = "";

    /// <summary>Said before a call ends for its cost, 1 to 1,000 characters (about a minute of speech).</summary>
    public string Goodbye { get; init; } = "I am sorry, I have to end our call here. Goodbye.";
}
