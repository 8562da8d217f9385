using Npgsql;
using NpgsqlTypes;

namespace AgenticAi.Journal;

/// <summary>
/// The writer's connection with its statements, prepared once. A transaction takes two round trips, however many appends are in it:
/// one to begin and see where the conversations stand, one to insert and commit.
/// </summary>
internal sealed class PostgresWriterConnection : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlBatch _begin;
    private readonly NpgsqlBatch _commit;

    /// <summary>Prepares the statements on a connection, which belongs to the result.</summary>
    public PostgresWriterConnection(NpgsqlConnection connection)
    {
        _connection = connection;
        // Read committed: each statement sees what others have committed before it, and a key that is taken is an error.
        _begin = Batch(
            Statement("BEGIN ISOLATION LEVEL READ COMMITTED"),
            Statement(
                """
                SELECT c.id, coalesce((SELECT max(sequence) FROM events WHERE conversation_id = c.id), 0),
                       coalesce((SELECT max(number) FROM commands WHERE conversation_id = c.id), 0)
                FROM unnest($1) AS c(id)
                """,
                NpgsqlDbType.Text));
        _commit = Batch(
            Statement(
                "INSERT INTO events (conversation_id, sequence, at, name, version, json) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)",
                NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Text),
            Statement(
                """
                INSERT INTO commands (conversation_id, number, at, after_sequence, events, name, version, json)
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Integer,
                NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Text),
            Statement("COMMIT"));
    }

    /// <summary>Begins a transaction and tells where each conversation stands: last event and last command, 0 for none.</summary>
    public Dictionary<string, (long Sequence, long Command)> Begin(string[] conversationIds)
    {
        _begin.BatchCommands[1].Parameters[0].Value = conversationIds;
        Dictionary<string, (long Sequence, long Command)> last = new(StringComparer.Ordinal);
        using NpgsqlDataReader rows = _begin.ExecuteReader();
        while (rows.Read()) last[rows.GetString(0)] = (rows.GetInt64(1), rows.GetInt64(2));
        return last;
    }

    /// <summary>Inserts the rows in the order in which they are given, and commits.</summary>
    public void Commit(IReadOnlyList<(string Id, EventRow Row)> events, IReadOnlyList<(string Id, CommandRow Row)> commands)
    {
        Set(
            _commit.BatchCommands[0],
            Column(events, entry => entry.Id),
            Column(events, entry => entry.Row.Sequence),
            Column(events, entry => entry.Row.At),
            Column(events, entry => entry.Row.Name),
            Column(events, entry => entry.Row.Version),
            Column(events, entry => entry.Row.Json));
        Set(
            _commit.BatchCommands[1],
            Column(commands, entry => entry.Id),
            Column(commands, entry => entry.Row.Number),
            Column(commands, entry => entry.Row.At),
            Column(commands, entry => entry.Row.AfterSequence),
            Column(commands, entry => entry.Row.Events),
            Column(commands, entry => entry.Row.Name),
            Column(commands, entry => entry.Row.Version),
            Column(commands, entry => entry.Row.Json));
        _commit.ExecuteNonQuery();
    }

    /// <summary>Undoes the transaction, after an error of the server.</summary>
    public void Rollback()
    {
        using var rollback = new NpgsqlCommand("ROLLBACK", _connection);
        rollback.ExecuteNonQuery();
    }

    /// <summary>Closes the connection; a transaction that is open is undone.</summary>
    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _connection.Dispose();
    }

    private static T[] Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value) => [.. rows.Select(value)];

    private static void Set(NpgsqlBatchCommand statement, params Array[] columns)
    {
        for (int i = 0; i < columns.Length; i++) statement.Parameters[i].Value = columns[i];
    }

    private static NpgsqlBatchCommand Statement(string sql, params NpgsqlDbType[] columns)
    {
        var statement = new NpgsqlBatchCommand(sql);
        foreach (NpgsqlDbType type in columns) statement.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type });
        return statement;
    }

    private NpgsqlBatch Batch(params NpgsqlBatchCommand[] statements)
    {
        var batch = new NpgsqlBatch(_connection);
        foreach (NpgsqlBatchCommand statement in statements) batch.BatchCommands.Add(statement);
        batch.Prepare();
        return batch;
    }
}
