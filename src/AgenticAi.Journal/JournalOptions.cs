namespace AgenticAi.Journal;

/// <summary>How a journal is run.</summary>
public sealed record JournalOptions
{
    /// <summary>
    /// What an acknowledged event survives. The default is the strong one: appends of all calls share a commit, so it costs
    /// one synchronisation for many events.
    /// </summary>
    public JournalDurability Durability { get; init; } = JournalDurability.PowerLoss;

    /// <summary>Appends that may wait for the writer. Full: further ones wait for room, one for each conversation. 1 to 65,536.</summary>
    public int QueueCapacity { get; init => field = InRange(value, 1, 65_536); } = 1_024;

    /// <summary>
    /// Appends in one transaction, when that many are waiting; nothing ever waits for a batch to fill. 1 to 4,096: beyond some
    /// hundred the cost of a commit is already spread thin.
    /// </summary>
    public int MaxBatch { get; init => field = InRange(value, 1, 4_096); } = 256;

    /// <summary>
    /// How long to wait for another process that holds the file, or for another's lock in the database, before saying that it is
    /// locked. Whole seconds, 1 to 60.
    /// </summary>
    public int BusyTimeoutSeconds { get; init => field = InRange(value, 1, 60); } = 5;

    private static int InRange(int value, int least, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
        return value;
    }
}
