namespace AgenticAi.Journal;

/// <summary>How a journal is doing: counts since it was opened.</summary>
/// <param name="QueueDepth">Appends waiting for the writer, at most <see cref="JournalOptions.QueueCapacity"/>.</param>
/// <param name="Waiting">
/// Appends without an answer: those in the queue, those waiting for room in it, and those being written. A conversation has at most one.
/// </param>
/// <param name="Appends">Appends that were stored.</param>
/// <param name="Events">Events that were stored.</param>
/// <param name="Commits">Transactions they took.</param>
/// <param name="Conflicts">Appends refused because the sequence was taken.</param>
/// <param name="FailedAppends">Appends refused because the journal could not be written.</param>
/// <param name="FilesLost">How often a file was found to have been deleted or moved while it was in use; 0 for a database.</param>
/// <param name="FileLostAt">When that was noticed last: of conversations that had ended before, the journal knows nothing more.</param>
/// <param name="FailingSince">Since when the journal cannot be written; null when the last transaction worked.</param>
/// <param name="LastError">Why the last failed transaction failed; stays after it works again.</param>
public sealed record JournalHealth(
    int QueueDepth,
    int Waiting,
    long Appends,
    long Events,
    long Commits,
    long Conflicts,
    long FailedAppends,
    long FilesLost,
    DateTimeOffset? FileLostAt,
    DateTimeOffset? FailingSince,
    string? LastError)
{
    /// <summary>True when the last transaction worked, or none was tried.</summary>
    public bool Available => FailingSince is null;
}
