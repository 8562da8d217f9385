using System.Data.Common;
using AgenticAi.Conversations;
using Microsoft.Data.Sqlite;

namespace AgenticAi.Journal;

/// <summary>The file a journal lives in, and the two ways it is opened.</summary>
internal sealed class JournalFile : IJournalDatabase
{
    private readonly string _writer;
    private readonly string _reader;
    private readonly string _synchronous;
    private readonly Action<SqliteConnection> _onWriterOpened;

    private JournalFile(SqliteConnectionStringBuilder given, JournalOptions options, Action<SqliteConnection> onWriterOpened)
    {
        Path = System.IO.Path.GetFullPath(given.DataSource);
        _onWriterOpened = onWriterOpened;
        _synchronous = options.Durability is JournalDurability.PowerLoss ? "FULL" : "NORMAL";
        _writer = new SqliteConnectionStringBuilder(given.ConnectionString)
        {
            DataSource = Path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = options.BusyTimeoutSeconds,
        }.ConnectionString;
        _reader = new SqliteConnectionStringBuilder(_writer) { Mode = SqliteOpenMode.ReadOnly, Pooling = true }.ConnectionString;
    }

    public string Path { get; }

    public bool Exists => File.Exists(Path);

    /// <summary>The file of a connection string. <paramref name="onWriterOpened"/> sees each connection of the writer first.</summary>
    /// <exception cref="ArgumentException">The connection string is none, or names no file.</exception>
    public static JournalFile Of(string connectionString, JournalOptions options, Action<SqliteConnection> onWriterOpened)
    {
        var given = new SqliteConnectionStringBuilder(connectionString);
        bool inMemory = given.Mode is SqliteOpenMode.Memory || given.DataSource is "" or ":memory:";
        if (inMemory || given.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("The journal needs a file, as in 'Data Source=data/agenticai.db'.", nameof(connectionString));
        return new JournalFile(given, options, onWriterOpened);
    }

    /// <summary>Opens the file for writing and makes it where it is missing.</summary>
    /// <param name="afterLoss">
    /// True for a file that was there before. Where it is gone, what it left beside it goes first: SQLite would begin the new file with
    /// the shared memory of the old one, under the feet of whoever still reads there.
    /// </param>
    public SqliteConnection OpenWriter(bool afterLoss)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            if (afterLoss && !Exists)
            {
                File.Delete(Path + "-shm");
                File.Delete(Path + "-wal");
            }

            return Open(_writer, PrepareWriter);
        }
        catch (Exception exception) when (IsTrouble(exception))
        {
            throw Unavailable("opened", exception);
        }
    }

    /// <inheritdoc/>
    public Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) =>
        Task.FromResult<DbConnection>(Open(_reader, static _ => { }));

    /// <summary>Closes the connections kept for reading.</summary>
    public void ForgetReaders()
    {
        using var connection = new SqliteConnection(_reader);
        SqliteConnection.ClearPool(connection);
    }

    /// <inheritdoc/>
    public bool IsTrouble(Exception exception) => exception is SqliteException or IOException or UnauthorizedAccessException;

    /// <inheritdoc/>
    public bool Renew(Exception exception) => false;

    /// <inheritdoc/>
    public JournalUnavailableException Unavailable(string what, Exception exception) =>
        new($"The journal {Path} cannot be {what}: {exception.Message}", exception);

    private void PrepareWriter(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {_synchronous};";
        command.ExecuteNonQuery();
        SqliteSchema.Upgrade(connection, SqliteSchema.Version);
        _onWriterOpened(connection);
    }

    private static SqliteConnection Open(string connectionString, Action<SqliteConnection> prepare)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
