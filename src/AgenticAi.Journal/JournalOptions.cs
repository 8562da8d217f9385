namespace AgenticAi.Journal;

/// <summary>How a journal is run.</summary>
public sealed record JournalOptions
{
    /// <summary>What an acknowledged entry survives.</summary>
    public JournalDurability Durability { get; init; } = JournalDurability.Disk;

    /// <summary>
    /// How long to wait for another process that holds the file, or for another's lock in the database, before saying that it is
    /// locked. Whole seconds, 1 to 60.
    /// </summary>
    public int BusyTimeoutSeconds
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 60);
            field = value;
        }
    } = 5;
}
