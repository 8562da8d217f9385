using AgenticAi.Testing;
using Microsoft.Data.Sqlite;

namespace AgenticAi.Journal.Tests;

/// <summary>A folder of its own with a journal in it, and another program that uses the same file.</summary>
internal sealed class SqliteFixture : IStoreFixture
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journal");
    private readonly List<SqliteJournal> _opened = [];

    public string Path => System.IO.Path.Combine(_folder.FullName, "data", "journal.db");

    public string Name => Path;

    public RecordingLoggerFactory Logs { get; } = new();

    public (JournalProvider Provider, string ConnectionString) Address => (JournalProvider.Sqlite, $"Data Source={Path}");

    public long Version
    {
        get => (long)Scalar("PRAGMA user_version")!;
        set => Execute($"PRAGMA user_version = {value}");
    }

    public void MakeOld(int version)
    {
        using SqliteConnection connection = Connect();
        SqliteSchema.Upgrade(connection, version);
    }

    async Task<JournalStore> IStoreFixture.OpenAsync(JournalOptions? options) => await OpenAsync(options);

    public async Task<SqliteJournal> OpenAsync(JournalOptions? options = null, Action<SqliteConnection>? onWriterOpened = null)
    {
        SqliteJournal journal = await SqliteJournal.OpenAsync(
            Address.ConnectionString,
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
