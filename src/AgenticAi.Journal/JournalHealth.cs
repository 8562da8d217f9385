namespace AgenticAi.Journal;

/// <summary>How a journal is doing: counts since it was opened.</summary>
/// <param name="Entries">Entries that were stored; each is one transaction at most, for what comes together shares one.</param>
/// <param name="Events">Events in them.</param>
/// <param name="Failures">Failed uses by the brains of conversations; each begins anew and tries again.</param>
/// <param name="FilesLost">How often a file was found to have been deleted or moved while it was in use; 0 for a database.</param>
/// <param name="FileLostAt">When that was noticed last: of conversations that had ended before, the journal knows nothing more.</param>
/// <param name="FailingSince">Since when the journal cannot be used; null when the last entry was stored.</param>
/// <param name="LastError">Why the last failed use failed; stays after it works again.</param>
public sealed record JournalHealth(
    long Entries, long Events, long Failures, long FilesLost, DateTimeOffset? FileLostAt, DateTimeOffset? FailingSince, string? LastError)
{
    /// <summary>True when the last use worked, or none was tried.</summary>
    public bool Available => FailingSince is null;
}
