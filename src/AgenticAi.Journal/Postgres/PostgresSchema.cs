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
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE journal (
            ordering bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            created bigint NOT NULL,
            deleted boolean NOT NULL,
            persistence_id varchar(255) COLLATE "C" NOT NULL,
            sequence_number bigint NOT NULL CHECK (sequence_number > 0),
            message bytea NOT NULL,
            manifest varchar(500),
            identifier integer,
            writer_uuid varchar(128)
        );
        CREATE UNIQUE INDEX journal_entries ON journal (persistence_id, sequence_number);
        CREATE TABLE conversations (
            id text COLLATE "C" NOT NULL PRIMARY KEY,
            entries bigint NOT NULL,
            events bigint NOT NULL,
            first_event_at bigint NOT NULL,
            number_from text,
            number_to text,
            started text,
            ended text,
            ended_at bigint,
            end_reason text,
            cost numeric,
            currency text
        );
        CREATE INDEX conversations_by_time ON conversations (first_event_at, id);
        CREATE INDEX conversations_from ON conversations (number_from, first_event_at);
        CREATE INDEX conversations_to ON conversations (number_to, first_event_at);
        CREATE TABLE conversation_days (
            day text NOT NULL,
            currency text NOT NULL,
            id text COLLATE "C" NOT NULL,
            amount numeric NOT NULL,
            PRIMARY KEY (day, currency, id)
        );
        CREATE TABLE read_model (version integer NOT NULL, position bigint NOT NULL);
        INSERT INTO read_model VALUES (0, 0);
        """,
    ];

    private const string NewVersion = "CREATE TABLE journal_schema (version integer NOT NULL); INSERT INTO journal_schema VALUES (0)";

    /// <summary>Brings the tables to the version of this program, in one transaction; looks only when they are there already.</summary>
    /// <param name="connection">An open connection whose search path begins with the schema.</param>
    /// <param name="schema">The schema, made where it is missing.</param>
    /// <exception cref="JournalSchemaException">It is of another version or no journal.</exception>
    public static void Upgrade(NpgsqlConnection connection, string schema)
    {
        if (HasVersion(connection, schema) && PresentVersion(connection, schema) == Steps.Length) return;
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        Execute(connection, $"SELECT pg_advisory_xact_lock({UpgradeLock})");
        int version = PresentVersion(connection, schema);
        if (!Exists(connection, "SELECT 1 FROM pg_namespace WHERE nspname = $1", schema))
            Execute(connection, $"CREATE SCHEMA {Quoted(schema)}");
        if (version == 0) Execute(connection, NewVersion);
        foreach (string step in Steps.Skip(version)) Execute(connection, step);
        Execute(connection, $"UPDATE journal_schema SET version = {JournalVersions.Former + Steps.Length}");
        transaction.Commit();
    }

    private static int PresentVersion(NpgsqlConnection connection, string schema)
    {
        string name = $"in schema {schema} of {connection.Database}";
        if (!HasVersion(connection, schema))
        {
            return ((string[])["journal", "conversations", "events", "commands"]).Any(table => HasTable(connection, schema, table))
                ? throw new JournalSchemaException($"The schema {schema} of {connection.Database} holds something else, not a journal.")
                : 0;
        }

        using var command = new NpgsqlCommand("SELECT version FROM journal_schema", connection);
        return JournalVersions.StepsOf((int)command.ExecuteScalar()!, Steps.Length, name);
    }

    private static bool HasVersion(NpgsqlConnection connection, string schema) => HasTable(connection, schema, "journal_schema");

    private static bool HasTable(NpgsqlConnection connection, string schema, string table) =>
        Exists(connection, "SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = $2", schema, table);

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
