using Npgsql;

namespace AgenticAi.Journal;

/// <summary>
/// The tables of the journal, as steps from one version to the next; a version holds the same as the same version in SQLite. A step
/// that was released is never changed. The version stands in <c>journal_schema</c>.
/// </summary>
internal static class PostgresSchema
{
    // Taken by each node that wants to make or change tables, so that nodes which start together do not get in each other's way.
    private const long UpgradeLock = 0x6167_656E_7469_6361;

    // Ids are compared by their bytes, as in SQLite: the order of a language may change with the operating system, and indices with it.
    // JSON is text: the database must give back what it was given, and cannot hold some of what JSON may as jsonb.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE events (
            conversation_id text COLLATE "C" NOT NULL,
            sequence bigint NOT NULL CHECK (sequence > 0),
            at bigint NOT NULL,
            name text NOT NULL,
            version integer NOT NULL,
            json text NOT NULL,
            PRIMARY KEY (conversation_id, sequence)
        );
        CREATE INDEX first_events ON events (at, conversation_id) WHERE sequence = 1;
        CREATE INDEX starts ON events (conversation_id, sequence) WHERE name = 'conversation-started';
        CREATE INDEX ends ON events (conversation_id, sequence) WHERE name = 'conversation-ended';
        """,
        """
        CREATE TABLE commands (
            conversation_id text COLLATE "C" NOT NULL,
            number bigint NOT NULL CHECK (number > 0),
            at bigint NOT NULL,
            after_sequence bigint NOT NULL CHECK (after_sequence >= 0),
            events integer NOT NULL CHECK (events >= 0),
            name text NOT NULL,
            version integer NOT NULL,
            json text NOT NULL,
            PRIMARY KEY (conversation_id, number)
        );
        """,
    ];

    private const string NewVersion = "CREATE TABLE journal_schema (version integer NOT NULL); INSERT INTO journal_schema VALUES (0)";

    public static int Version => Steps.Length;

    /// <summary>Brings the tables to a version, in one transaction; looks only when they are there already.</summary>
    /// <param name="connection">An open connection whose search path begins with the schema.</param>
    /// <param name="schema">The schema, made where it is missing.</param>
    /// <param name="target">The version, <see cref="Version"/> but for tests of upgrades.</param>
    public static void Upgrade(NpgsqlConnection connection, string schema, int target)
    {
        if (Present(connection, schema) >= target) return;
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        Execute(connection, $"SELECT pg_advisory_xact_lock({UpgradeLock})");
        long version = Present(connection, schema);
        if (!Exists(connection, "SELECT 1 FROM pg_namespace WHERE nspname = $1", schema))
            Execute(connection, $"CREATE SCHEMA {Quoted(schema)}");
        if (version == 0) Execute(connection, NewVersion);
        for (long step = version; step < target; step++) Execute(connection, Steps[step]);
        Execute(connection, $"UPDATE journal_schema SET version = {Math.Max(version, target)}");
        transaction.Commit();
    }

    private static long Present(NpgsqlConnection connection, string schema)
    {
        const string HasTable = "SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = $2";
        if (!Exists(connection, HasTable, schema, "journal_schema"))
        {
            return Exists(connection, HasTable, schema, "events") || Exists(connection, HasTable, schema, "commands")
                ? throw new JournalSchemaException($"The schema {schema} of {connection.Database} holds something else, not a journal.")
                : 0;
        }

        using var command = new NpgsqlCommand("SELECT version FROM journal_schema", connection);
        int version = (int)command.ExecuteScalar()!;
        return version <= Version
            ? version
            : throw new JournalSchemaException(
                $"The journal in schema {schema} of {connection.Database} has schema version {version}; this program knows {Version}. "
                + "Use a newer program.");
    }

    private static bool Exists(NpgsqlConnection connection, string sql, params string[] values)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (string value in values) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return command.ExecuteScalar() is not null;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static string Quoted(string identifier) => '"' + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
