using Microsoft.Data.Sqlite;

namespace AgenticAi.Journal;

/// <summary>
/// The tables of the journal, as steps from one version to the next. A step that was released is never changed; the version a file
/// stands at is its <c>user_version</c>.
/// </summary>
internal static class SqliteSchema
{
    // 1: the time is in microseconds since 1970. The first index finds conversations by their beginning, the others how they
    // started and ended; each holds one row of a conversation only.
    // 2: the commands that led to the events, in the order in which they were judged; the time is in 100 ns since 1970.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE events (
            conversation_id TEXT NOT NULL,
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            at INTEGER NOT NULL,
            name TEXT NOT NULL,
            version INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (conversation_id, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX first_events ON events (at, conversation_id) WHERE sequence = 1;
        CREATE INDEX starts ON events (conversation_id, sequence) WHERE name = 'conversation-started';
        CREATE INDEX ends ON events (conversation_id, sequence) WHERE name = 'conversation-ended';
        """,
        """
        CREATE TABLE commands (
            conversation_id TEXT NOT NULL,
            number INTEGER NOT NULL CHECK (number > 0),
            at INTEGER NOT NULL,
            after_sequence INTEGER NOT NULL CHECK (after_sequence >= 0),
            events INTEGER NOT NULL CHECK (events >= 0),
            name TEXT NOT NULL,
            version INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (conversation_id, number)
        ) STRICT, WITHOUT ROWID;
        """,
    ];

    public static int Version => Steps.Length;

    /// <summary>Brings the file to a version, in one transaction.</summary>
    /// <param name="connection">An open connection to the file.</param>
    /// <param name="target">The version, <see cref="Version"/> but for tests of upgrades.</param>
    public static void Upgrade(SqliteConnection connection, int target)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        long version = Scalar(connection, transaction, "PRAGMA user_version");
        if (version > Version)
        {
            throw new JournalSchemaException(
                $"The journal {connection.DataSource} has schema version {version}; this program knows {Version}. Use a newer program.");
        }

        if (version == 0 && Scalar(connection, transaction, "SELECT count(*) FROM sqlite_schema") > 0)
            throw new JournalSchemaException($"{connection.DataSource} is a database of something else, not a journal.");

        for (long step = version; step < target; step++) Execute(connection, transaction, Steps[step]);
        if (version < target) Execute(connection, transaction, $"PRAGMA user_version = {target}");
        transaction.Commit();
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
