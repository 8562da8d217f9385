using Npgsql;

namespace AgenticAi.Journal;

/// <summary>What a database must be, and what each session is told with its opening.</summary>
internal static class PostgresSession
{
    // A node that stops in the middle of a transaction (a paused machine) would hold up others at the rows it has written.
    // https://www.postgresql.org/docs/current/runtime-config-client.html
    private const int IdleTransactionSeconds = 10;

    /// <exception cref="JournalSchemaException">It is not of the encoding that a journal needs.</exception>
    /// <exception cref="NpgsqlException">It cannot be written.</exception>
    public static void Check(NpgsqlConnection connection)
    {
        if (Show(connection, "server_encoding") is not "UTF8")
            throw new JournalSchemaException($"The database {connection.Database} is not of encoding UTF8, which a journal needs.");
        // That of a standby, for one: better known when the journal is opened than with the first call.
        if (Show(connection, "transaction_read_only") is "on")
            throw new NpgsqlException($"the database {connection.Database} is read-only");
    }

    /// <summary>The settings of every session, as options of the connection, so that they cost no message of their own.</summary>
    /// <param name="connection">Tells what the server does by itself.</param>
    /// <param name="given">What the operator has set; ours come after it, so they hold.</param>
    /// <param name="options">How the journal is run.</param>
    public static string OptionsOf(NpgsqlConnection connection, string? given, JournalOptions options)
    {
        string settings = $"-c lock_timeout={options.BusyTimeoutSeconds}s -c idle_in_transaction_session_timeout={IdleTransactionSeconds}s";
        // Strong: whatever the server's setting is, as long as it waits for a disk.
        // https://www.postgresql.org/docs/current/wal-async-commit.html
        if (options.Durability is JournalDurability.Process) settings += " -c synchronous_commit=off";
        else if (Show(connection, "synchronous_commit") is "off") settings += " -c synchronous_commit=on";
        return string.IsNullOrWhiteSpace(given) ? settings : $"{given} {settings}";
    }

    private static string Show(NpgsqlConnection connection, string setting)
    {
        using var command = new NpgsqlCommand($"SHOW {setting}", connection);
        return (string)command.ExecuteScalar()!;
    }
}
