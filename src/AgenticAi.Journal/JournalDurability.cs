namespace AgenticAi.Journal;

/// <summary>What an acknowledged event survives. Both survive the end of this process at any moment, kill -9 included.</summary>
/// <remarks>See https://www.sqlite.org/pragma.html#pragma_synchronous and https://www.sqlite.org/wal.html.</remarks>
public enum JournalDurability
{
    /// <summary>
    /// Also power loss and a crash of the operating system: each commit is synchronised to the disk (synchronous=FULL), as far
    /// as the disk does what it is told.
    /// </summary>
    PowerLoss,

    /// <summary>
    /// The end of the process only: commits reach the operating system, which writes them out in its own time (synchronous=NORMAL).
    /// After a power loss the last events may be missing; what is there is whole and in order.
    /// </summary>
    ProcessEnd,
}
