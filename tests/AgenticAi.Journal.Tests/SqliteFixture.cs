using AgenticAi.Testing;
using Microsoft.Data.Sqlite;

namespace AgenticAi.Journal.Tests;

/// <summary>A folder of its own with a journal in it, and another program that uses the same file.</summary>
internal sealed class SqliteFixture : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journal");
    private readonly List<SqliteJournal> _opened = [];

    public string Path => System.IO.Path.Combine(_folder.FullName, "data", "journal.db");

    public RecordingLoggerFactory Logs { get; } = new();

    public async Task<SqliteJournal> OpenAsync(JournalOptions? options = null, Action<SqliteConnection>? onWriterOpened = null)
    {
        SqliteJournal journal = await SqliteJournal.OpenAsync(
            $"Data Source={Path}",
            options ?? new JournalOptions { BusyTimeoutSeconds = 30 },
            TimeProvider.System,
            Logs.CreateLogger("journal"),
            onWriterOpened ?? (static _ => { }),
            TestContext.Current.CancellationToken);
        _opened.Add(journal);
        return journal;
    }

    /// <summary>Another program's connection to the file.</summary>
    public SqliteConnection Connect()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Takes the right to write away from the journal until the result is disposed.</summary>
    public IDisposable Lock()
    {
        SqliteConnection connection = Connect();
        Execute(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    public void Execute(string sql)
    {
        using SqliteConnection connection = Connect();
        Execute(connection, sql);
    }

    public object? Scalar(string sql)
    {
        using SqliteConnection connection = Connect();
        return Scalar(connection, sql);
    }

    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public static void Execute(SqliteConnection connection, string sql) => Scalar(connection, sql);

    public async ValueTask DisposeAsync()
    {
        foreach (SqliteJournal journal in _opened) await journal.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
