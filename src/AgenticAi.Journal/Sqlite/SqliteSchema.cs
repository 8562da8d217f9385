using Microsoft.Data.Sqlite;

namespace AgenticAi.Journal;

/// <summary>
/// The tables of the journal, as steps from one version to the next. A step that was released is never changed; the version a file
/// stands at is its <c>user_version</c>.
/// </summary>
internal static class SqliteSchema
{
    // Table journal is that of Akka.Persistence.Sql with its default mapping. Times are in microseconds since 1970, amounts exact, as text.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE journal (
            ordering INTEGER PRIMARY KEY,
            created INTEGER NOT NULL,
            deleted INTEGER NOT NULL,
            persistence_id TEXT NOT NULL,
            sequence_number INTEGER NOT NULL CHECK (sequence_number > 0),
            message BLOB NOT NULL,
            manifest TEXT,
            identifier INTEGER,
            writer_uuid TEXT
        ) STRICT;
        CREATE UNIQUE INDEX journal_entries ON journal (persistence_id, sequence_number);
        CREATE TABLE conversations (
            id TEXT NOT NULL PRIMARY KEY,
            entries INTEGER NOT NULL,
            events INTEGER NOT NULL,
            first_event_at INTEGER NOT NULL,
            number_from TEXT,
            number_to TEXT,
            started TEXT,
            ended TEXT,
            ended_at INTEGER,
            end_reason TEXT,
            cost TEXT,
            currency TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX conversations_by_time ON conversations (first_event_at, id);
        CREATE INDEX conversations_from ON conversations (number_from, first_event_at);
        CREATE INDEX conversations_to ON conversations (number_to, first_event_at);
        CREATE TABLE conversation_days (
            day TEXT NOT NULL,
            currency TEXT NOT NULL,
            id TEXT NOT NULL,
            amount TEXT NOT NULL,
            PRIMARY KEY (day, currency, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE read_model (version INTEGER NOT NULL, position INTEGER NOT NULL) STRICT;
        INSERT INTO read_model VALUES (0, 0);
        """,
    ];

    /// <summary>Refuses what is no journal of a version that this program knows, and has changed nothing then.</summary>
    /// <exception cref="JournalSchemaException">It is of another version or no journal.</exception>
    public static void Check(SqliteConnection connection)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        PresentVersion(connection, transaction);
        transaction.Rollback();
    }

    /// <summary>Brings the file to the version of this program, in one transaction.</summary>
    public static void Upgrade(SqliteConnection connection)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        int version = PresentVersion(connection, transaction);
        foreach (string step in Steps.Skip(version)) Execute(connection, transaction, step);
        if (version < Steps.Length) Execute(connection, transaction, $"PRAGMA user_version = {JournalVersions.Former + Steps.Length}");
        transaction.Commit();
    }

    private static int PresentVersion(SqliteConnection connection, SqliteTransaction transaction)
    {
        long version = Scalar(connection, transaction, "PRAGMA user_version");
        if (version == 0 && Scalar(connection, transaction, "SELECT count(*) FROM sqlite_schema") > 0)
            throw new JournalSchemaException($"{connection.DataSource} is a database of something else, not a journal.");
        return JournalVersions.StepsOf(version, Steps.Length, connection.DataSource);
    }

    private static long Scalar(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
