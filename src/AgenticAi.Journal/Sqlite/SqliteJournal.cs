using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal;

/// <summary>
/// The journal in one SQLite file, in WAL mode. One process writes at a time, any number may read or wait their turn.
/// </summary>
public sealed class SqliteJournal : JournalStore
{
    private readonly JournalFile _file;

    private SqliteJournal(JournalFile file, JournalWriter writer)
        : base(writer, new JournalReader(file)) => _file = file;

    /// <summary>Opens the journal; makes folder, file and tables where they are missing, and upgrades an older file.</summary>
    /// <param name="connectionString">As SQLite's provider for .NET understands it; must name a file.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="time">For the times in <see cref="JournalStore.Health"/>.</param>
    /// <param name="logger">Told when the file cannot be written, and when it can again.</param>
    /// <param name="cancellationToken">Looked at before the file is opened; waiting for a locked one is bounded by the options.</param>
    /// <exception cref="ArgumentException">The connection string is wrong or names no file.</exception>
    /// <exception cref="Conversations.JournalUnavailableException">The file cannot be opened or written.</exception>
    /// <exception cref="JournalSchemaException">The file is of a newer version or no journal.</exception>
    public static Task<SqliteJournal> OpenAsync(
        string connectionString, JournalOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        OpenAsync(connectionString, options, time, logger, static _ => { }, cancellationToken);

    /// <summary>As the public one; <paramref name="onWriterOpened"/> sees each connection of the writer before it is used.</summary>
    internal static async Task<SqliteJournal> OpenAsync(
        string connectionString,
        JournalOptions options,
        TimeProvider time,
        ILogger logger,
        Action<SqliteConnection> onWriterOpened,
        CancellationToken cancellationToken)
    {
        JournalFile file = JournalFile.Of(connectionString, options, onWriterOpened);
        SqliteConnection connection = await Task.Run(() => file.OpenWriter(afterLoss: false), cancellationToken);
        JournalLog.Opened(logger, file.Path, options.Durability);
        var status = new WriterStatus(file.Path, time, logger);
        var storage = new SqliteStorage(file, SqliteWriterConnection.Over(connection), status, time);
        return new SqliteJournal(file, new JournalWriter(storage, status, options));
    }

    /// <summary>Stores what still waits, moves the log into the file, and closes it.</summary>
    public override async ValueTask DisposeAsync()
    {
        // Readers first: the last connection to close empties the write-ahead log, and only the writer may.
        _file.ForgetReaders();
        await base.DisposeAsync();
    }
}
