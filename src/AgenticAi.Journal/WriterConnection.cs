using Microsoft.Data.Sqlite;

namespace AgenticAi.Journal;

/// <summary>The writer's connection with its statements, prepared once.</summary>
internal sealed class WriterConnection : IDisposable
{
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _last;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _savepoint;
    private readonly SqliteCommand _undo;
    private readonly SqliteCommand _release;

    private WriterConnection(SqliteConnection connection)
    {
        Connection = connection;
        // Immediate: the right to write is taken at the start, so that what is read in between cannot be outdated.
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _savepoint = Prepare("SAVEPOINT append");
        _undo = Prepare("ROLLBACK TO append");
        _release = Prepare("RELEASE append");
        _last = Prepare("SELECT coalesce(max(sequence), 0) FROM events WHERE conversation_id = $conversation", "$conversation");
        _insert = Prepare(
            """
            INSERT INTO events (conversation_id, sequence, at, name, version, json)
            VALUES ($conversation, $sequence, $at, $name, $version, $json)
            """,
            "$conversation", "$sequence", "$at", "$name", "$version", "$json");
    }

    /// <summary>The connection itself, for what is not done in every transaction.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>True when the file that is open is not the one at its path any more.</summary>
    public bool HasMoved => SqliteFileControl.HasMoved(Connection.Handle!);

    /// <summary>Prepares the statements on a connection, which belongs to the result; closed when that fails.</summary>
    public static WriterConnection Over(SqliteConnection connection)
    {
        try
        {
            return new WriterConnection(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    /// <summary>Moves all of the write-ahead log into the file (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint).</summary>
    public void EmptyLog()
    {
        using SqliteCommand checkpoint = Prepare("PRAGMA wal_checkpoint(TRUNCATE)");
        checkpoint.ExecuteNonQuery();
    }

    /// <summary>Sequence of the last event of a conversation, 0 when it has none.</summary>
    public long LastSequence(string conversationId)
    {
        _last.Parameters[0].Value = conversationId;
        return (long)_last.ExecuteScalar()!;
    }

    /// <summary>Inserts all rows or none of them; after an <see cref="UnfitRowException"/> the transaction goes on.</summary>
    public void Insert(string conversationId, EventRow[] rows)
    {
        _savepoint.ExecuteNonQuery();
        try
        {
            foreach (EventRow row in rows) Insert(conversationId, row);
        }
        catch (SqliteException exception) when (SqliteErrors.IsOfRow(exception))
        {
            _undo.ExecuteNonQuery();
            _release.ExecuteNonQuery();
            throw new UnfitRowException(exception);
        }

        _release.ExecuteNonQuery();
    }

    /// <summary>Closes the connection; a transaction that is open is undone.</summary>
    public void Dispose()
    {
        foreach (SqliteCommand command in new[] { _begin, _commit, _last, _insert, _savepoint, _undo, _release }) command.Dispose();
        Connection.Dispose();
    }

    private void Insert(string conversationId, EventRow row)
    {
        SqliteParameterCollection values = _insert.Parameters;
        values[0].Value = conversationId;
        values[1].Value = row.Sequence;
        values[2].Value = row.At;
        values[3].Value = row.Name;
        values[4].Value = row.Version;
        values[5].Value = row.Json;
        _insert.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        SqliteCommand command = Connection.CreateCommand();
        command.CommandText = sql;
        foreach (string name in parameters) command.Parameters.Add(new SqliteParameter(name, value: null));
        if (parameters.Length == 0) command.Prepare();
        return command;
    }
}
