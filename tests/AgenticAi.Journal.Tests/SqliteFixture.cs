using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace AgenticAi.Journal.Tests;

/// <summary>A folder of its own with a journal in it, and another program that uses the same file.</summary>
internal sealed class SqliteFixture : StoreFixture
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journal");

    public string Path => System.IO.Path.Combine(_folder.FullName, "data", "journal.db");

    public override string Name => Path;

    public override (JournalProvider Provider, string ConnectionString) Address => (JournalProvider.Sqlite, $"Data Source={Path}");

    public override long Version
    {
        get => (long)Scalar("PRAGMA user_version")!;
        set => Execute($"PRAGMA user_version = {value}");
    }

    public SqliteConnection ConnectToFile()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    public override IDisposable Lock()
    {
        SqliteConnection connection = ConnectToFile();
        Execute(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    public override void MakeFormer() => Execute(
        """
        CREATE TABLE events (conversation_id TEXT NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL, name TEXT NOT NULL,
            version INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (conversation_id, sequence)) STRICT, WITHOUT ROWID;
        INSERT INTO events VALUES ('old', 1, 7, 'digit-pressed', 1, '{"digit":"1"}');
        PRAGMA user_version = 2
        """);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override DbConnection Connect() => ConnectToFile();
}
