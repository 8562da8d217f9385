using Npgsql;

namespace AgenticAi.Journal;

/// <summary>What a connection of the writer is told before it is used, and what it must be.</summary>
internal static class PostgresSession
{
    // A node that stops in the middle of a transaction (a paused machine) would hold up others at the rows it has written.
    // https://www.postgresql.org/docs/current/runtime-config-client.html
    private const int IdleTransactionSeconds = 10;

    public static void Prepare(NpgsqlConnection connection, JournalOptions options)
    {
        using var command = new NpgsqlCommand(Settings(options), connection);
        command.ExecuteNonQuery();
        if (Show(connection, "server_encoding") is not "UTF8")
            throw new JournalSchemaException($"The database {connection.Database} is not of encoding UTF8, which a journal needs.");
        // That of a standby, for one: better known when the journal is opened than with the first call.
        if (Show(connection, "transaction_read_only") is "on")
            throw new NpgsqlException($"the database {connection.Database} is read-only");
    }

    // Strong: whatever the server's setting is, as long as it waits for a disk.
    // https://www.postgresql.org/docs/current/wal-async-commit.html
    private static string Settings(JournalOptions options)
    {
        string commit = options.Durability is JournalDurability.PowerLoss
            ? "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
            : "SET synchronous_commit = off";
        return $"{commit}; SET lock_timeout = '{options.BusyTimeoutSeconds}s'; "
            + $"SET idle_in_transaction_session_timeout = '{IdleTransactionSeconds}s'";
    }

    private static string Show(NpgsqlConnection connection, string setting)
    {
        using var command = new NpgsqlCommand($"SHOW {setting}", connection);
        return (string)command.ExecuteScalar()!;
    }
}
