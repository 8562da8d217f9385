using Microsoft.Data.Sqlite;

namespace AgenticAi.Journal;

/// <summary>The writer's connection with its statements, prepared once.</summary>
internal sealed class SqliteWriterConnection : IDisposable
{
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _last;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _lastCommand;
    private readonly SqliteCommand _insertCommand;
    private readonly SqliteCommand _savepoint;
    private readonly SqliteCommand _undo;
    private readonly SqliteCommand _release;

    private SqliteWriterConnection(SqliteConnection connection)
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
        _lastCommand = Prepare("SELECT coalesce(max(number), 0) FROM commands WHERE conversation_id = $conversation", "$conversation");
        _insertCommand = Prepare(
            """
            INSERT INTO commands (conversation_id, number, at, after_sequence, events, name, version, json)
            VALUES ($conversation, $number, $at, $after_sequence, $events, $name, $version, $json)
            """,
            "$conversation", "$number", "$at", "$after_sequence", "$events", "$name", "$version", "$json");
    }

    /// <summary>The connection itself, for what is not done in every transaction.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>True when the file that is open is not the one at its path any more.</summary>
    public bool HasMoved => SqliteFileControl.HasMoved(Connection.Handle!);

    /// <summary>Prepares the statements on a connection, which belongs to the result; closed when that fails.</summary>
    public static SqliteWriterConnection Over(SqliteConnection connection)
    {
        try
        {
            return new SqliteWriterConnection(connection);
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

    /// <summary>Number of the last recorded command of a conversation, 0 when it has none.</summary>
    public long LastCommand(string conversationId)
    {
        _lastCommand.Parameters[0].Value = conversationId;
        return (long)_lastCommand.ExecuteScalar()!;
    }

    /// <summary>Inserts all rows or none of them; after an <see cref="UnfitRowException"/> the transaction goes on.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="events">Events with their sequences.</param>
    /// <param name="commands">Commands; their numbers are given here, after the last there is.</param>
    public void Insert(string conversationId, EventRow[] events, CommandRow[] commands)
    {
        _savepoint.ExecuteNonQuery();
        try
        {
            foreach (EventRow row in events) Insert(conversationId, row);
            long number = commands.Length == 0 ? 0 : LastCommand(conversationId);
            foreach (CommandRow row in commands) Insert(conversationId, row with { Number = ++number });
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
        SqliteCommand[] commands = [_begin, _commit, _last, _insert, _lastCommand, _insertCommand, _savepoint, _undo, _release];
        foreach (SqliteCommand command in commands) command.Dispose();
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

    private void Insert(string conversationId, CommandRow row)
    {
        SqliteParameterCollection values = _insertCommand.Parameters;
        values[0].Value = conversationId;
        values[1].Value = row.Number;
        values[2].Value = row.At;
        values[3].Value = row.AfterSequence;
        values[4].Value = row.Events;
        values[5].Value = row.Name;
        values[6].Value = row.Version;
        values[7].Value = row.Json;
        _insertCommand.ExecuteNonQuery();
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
