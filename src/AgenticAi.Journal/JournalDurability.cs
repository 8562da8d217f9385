namespace AgenticAi.Journal;

/// <summary>What an acknowledged entry survives. Both survive the end of this process at any moment, kill -9 included.</summary>
/// <remarks>
/// See https://www.sqlite.org/pragma.html#pragma_synchronous, https://www.sqlite.org/wal.html and
/// https://www.postgresql.org/docs/current/wal-async-commit.html.
/// </remarks>
public enum JournalDurability
{
    /// <summary>
    /// Also power loss and a crash of the operating system: each commit is synchronised to the disk (synchronous=FULL,
    /// synchronous_commit), as far as the disk does what it is told.
    /// </summary>
    Disk,

    /// <summary>
    /// The end of the process only: commits reach the operating system or the database, which write them out in their own time
    /// (synchronous=NORMAL, synchronous_commit=off). After a power loss the last entries may be missing; what is there is whole and in
    /// order.
    /// </summary>
    Process,
}
