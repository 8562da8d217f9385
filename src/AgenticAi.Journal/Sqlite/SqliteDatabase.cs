using System.Data.Common;
using AgenticAi.Conversations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal;

/// <summary>
/// The journal in one SQLite file, in WAL mode. One connection is kept open for as long as the journal is: it still has the file when that
/// was deleted or moved, and is what tells so.
/// </summary>
internal sealed class SqliteDatabase : JournalDatabase
{
    private readonly Lock _gate = new();
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly string _path;
    private SqliteConnection _anchor;

    private SqliteDatabase(string path, SqliteConnection anchor, string connectionString, JournalOptions options, TimeProvider time, ILogger logger)
        : base(JournalProvider.Sqlite, path, time, logger) =>
        (_path, _anchor, ConnectionString, _options, _time) = (path, anchor, connectionString, options, time);

    /// <summary>Never makes a file: one that is missing has to be noticed.</summary>
    public override string ConnectionString { get; }

    /// <summary>Sees each connection before it is used: for tests that give it trouble.</summary>
    internal Action<SqliteConnection> OnOpened { get; set; } = static _ => { };

    /// <summary>There is one writer at a time.</summary>
    internal override TimeSpan LateCommits => TimeSpan.Zero;

    internal override bool IsBlocking => true;

    public static SqliteDatabase Open(string connectionString, JournalOptions options, TimeProvider time, ILogger logger)
    {
        var given = new SqliteConnectionStringBuilder(connectionString);
        bool inMemory = given.Mode is SqliteOpenMode.Memory || given.DataSource is "" or ":memory:";
        if (inMemory || given.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("The journal needs a file, as in 'Data Source=data/agenticai.db'.", nameof(connectionString));
        given.DataSource = Path.GetFullPath(given.DataSource);
        given.DefaultTimeout = options.BusyTimeoutSeconds;
        given.Mode = SqliteOpenMode.ReadWrite;
        given.Pooling = true;
        try
        {
            SqliteConnection anchor = Make(given.DataSource, options, afterLoss: false);
            JournalLog.Opened(logger, given.DataSource, options.Durability);
            return new SqliteDatabase(given.DataSource, anchor, given.ConnectionString, options, time, logger);
        }
        catch (Exception exception) when (IsOfFile(exception))
        {
            throw Unavailable(given.DataSource, "opened", exception);
        }
    }

    /// <summary>Looks whether the file is still the one at its path, which costs a few microseconds; goes on in a new one where it is not.</summary>
    public override void BeforeOpen()
    {
        lock (_gate)
        {
            if (SqliteFileControl.HasMoved(_anchor.Handle!)) BeginAnew();
        }
    }

    public override void AfterOpen(DbConnection connection)
    {
        var opened = (SqliteConnection)connection;
        // Kept from before the file was lost.
        if (SqliteFileControl.HasMoved(opened.Handle!))
        {
            SqliteConnection.ClearPool(opened);
            throw new IOException($"the file {_path} was deleted or moved");
        }

        Prepare(opened, _options);
        OnOpened(opened);
    }

    internal override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        BeforeOpen();
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            AfterOpen(connection);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    internal override bool IsTrouble(Exception exception) => IsOfFile(exception);

    public override ValueTask DisposeAsync()
    {
        ForgetConnections();
        // Last: the connection that closes as the last one empties the write-ahead log.
        lock (_gate) _anchor.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsOfFile(Exception exception) => exception is SqliteException or IOException or UnauthorizedAccessException;

    /// <summary>Makes folder, file and tables where they are missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="afterLoss">
    /// True for a file that was there before. Where it is gone, what it left beside it goes first: SQLite would begin the new file with
    /// the shared memory of the old one, under the feet of whoever still reads there.
    /// </param>
    private static SqliteConnection Make(string path, JournalOptions options, bool afterLoss)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (afterLoss && !File.Exists(path))
        {
            File.Delete(path + "-shm");
            File.Delete(path + "-wal");
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = options.BusyTimeoutSeconds,
        }.ConnectionString);
        try
        {
            connection.Open();
            SqliteSchema.Check(connection);
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL";
            command.ExecuteNonQuery();
            Prepare(connection, options);
            SqliteSchema.Upgrade(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>SQLite's own way of waiting for a lock looks again within a few milliseconds; that of its provider sleeps for 150.</summary>
    private static void Prepare(SqliteConnection connection, JournalOptions options)
    {
        string synchronous = options.Durability is JournalDurability.Disk ? "FULL" : "NORMAL";
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA synchronous = {synchronous}; PRAGMA busy_timeout = {options.BusyTimeoutSeconds * 1_000}";
        command.ExecuteNonQuery();
    }

    private void BeginAnew()
    {
        LostFile lost;
        try
        {
            lost = LostFile.Of(_anchor, _time.GetUtcNow());
        }
        catch (Exception exception) when (exception is SqliteException or UnknownEventException or UnknownCommandException)
        {
            Status.LossIncomplete(exception);
            lost = LostFile.Unreadable;
        }

        ForgetConnections();
        SqliteConnection next = Make(_path, _options, afterLoss: true);
        try
        {
            lost.PutInto(next);
        }
        catch
        {
            next.Dispose();
            throw;
        }

        Settle(_anchor);
        _anchor.Dispose();
        _anchor = next;
        Status.FileLost(lost.Conversations);
    }

    /// <summary>
    /// Moves what is in the log into the file, wherever that is now: a file that was moved is to be whole, and SQLite does not do this itself
    /// when it closes such a file.
    /// </summary>
    private void Settle(SqliteConnection connection)
    {
        try
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }
        catch (SqliteException exception)
        {
            Status.LossIncomplete(exception);
        }
    }

    private void ForgetConnections()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }
}
