using AgenticAi.Conversations;
using Microsoft.Data.Sqlite;

namespace AgenticAi.Journal;

/// <summary>
/// The writer's hold on the file at the journal's path: opens it anew after a failure, and notices when the file is not there any
/// more, which SQLite itself does not mind in WAL mode: it would go on writing to a file that nobody will find.
/// </summary>
internal sealed class SqliteStorage(JournalFile file, SqliteWriterConnection opened, WriterStatus status, TimeProvider time)
    : IJournalStorage
{
    private SqliteWriterConnection? _connection = opened;
    private LostFile? _lost;

    /// <inheritdoc/>
    public void Store(IReadOnlyList<PendingAppend> batch)
    {
        try
        {
            SqliteWriterConnection connection = Present();
            connection.Begin();
            foreach (PendingAppend append in batch) Write(append, connection);
            connection.Commit();
        }
        catch (Exception exception)
        {
            // The connection may be in any state, and the file may come back as another one: begin anew with the next batch.
            Close();
            if (exception is JournalUnavailableException) throw;
            throw file.Unavailable("written", exception);
        }
    }

    /// <summary>Closes the connection, after a failure or at the end; an open transaction is undone.</summary>
    public void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private static void Write(PendingAppend append, SqliteWriterConnection connection)
    {
        if (!append.Follows(connection.LastSequence(append.ConversationId))) return;
        try
        {
            connection.Insert(append.ConversationId, append.Events, append.Commands);
        }
        catch (UnfitRowException exception)
        {
            append.Refuse(exception);
        }
    }

    /// <summary>A connection to the file that is at the path now, made where it is missing. Costs one look at the path.</summary>
    private SqliteWriterConnection Present()
    {
        if (_connection is { HasMoved: true } gone) Leave(gone);
        return _connection ??= Open();
    }

    private void Leave(SqliteWriterConnection gone)
    {
        try
        {
            Lose(LostFile.Of(gone.Connection, time.GetUtcNow()));
            // The log stays at the path: without this, a file that was moved would miss what is in it.
            gone.EmptyLog();
        }
        catch (SqliteException exception)
        {
            status.LossIncomplete(exception);
            if (_lost is null) Lose(LostFile.Unreadable);
        }

        Close();
        file.ForgetReaders();
    }

    private void Lose(LostFile lost)
    {
        _lost = lost;
        status.FileLost(lost.Conversations);
    }

    private SqliteWriterConnection Open()
    {
        // Closed after a failure, and deleted meanwhile.
        if (_lost is null && !file.Exists) Lose(LostFile.Unreadable);
        SqliteWriterConnection next = SqliteWriterConnection.Over(file.OpenWriter(afterLoss: _lost is not null));
        try
        {
            _lost?.PutInto(next);
        }
        catch
        {
            next.Dispose();
            throw;
        }

        _lost = null;
        return next;
    }
}
