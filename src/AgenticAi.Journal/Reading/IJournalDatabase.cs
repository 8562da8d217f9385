using System.Data.Common;
using AgenticAi.Conversations;

namespace AgenticAi.Journal;

/// <summary>Where the rows of a journal are, for reading.</summary>
internal interface IJournalDatabase
{
    /// <summary>A connection of its own that is open, for one reading.</summary>
    Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken);

    /// <summary>True for what goes wrong outside of this program: the file, the disk, the network, the server.</summary>
    bool IsTrouble(Exception exception);

    /// <summary>
    /// Forgets the connections it keeps when what went wrong may be theirs, as after a restart of the server; true when it did, and
    /// reading is worth another try.
    /// </summary>
    bool Renew(Exception exception);

    /// <summary>What went wrong, in words that name the journal.</summary>
    /// <param name="what">What it cannot be: read, written, opened.</param>
    /// <param name="exception">Why.</param>
    JournalUnavailableException Unavailable(string what, Exception exception);
}
