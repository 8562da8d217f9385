using AgenticAi.Conversations;
using Npgsql;

namespace AgenticAi.Journal;

/// <summary>
/// Stores batches in PostgreSQL, where other nodes write too. That a sequence is taken once is held by the primary key: who comes
/// second is told so by the database, begins anew, and then sees which of its appends is late.
/// </summary>
internal sealed class PostgresStorage(PostgresDatabase database, PostgresWriterConnection opened) : IJournalStorage
{
    // Each try that fails was overtaken by a commit of another node, so more than a few mean that something else is wrong.
    private const int MostTries = 50;

    private PostgresWriterConnection? _connection = opened;

    /// <inheritdoc/>
    public void Store(IReadOnlyList<PendingAppend> batch)
    {
        try
        {
            // All nodes insert in the same order: who waits for a row of another then holds none that one waits for.
            StoreSorted([.. batch.OrderBy(append => append.ConversationId, StringComparer.Ordinal)]);
        }
        catch (Exception exception)
        {
            // The connection may be in any state: begin anew with the next batch.
            Close();
            if (exception is JournalUnavailableException) throw;
            throw database.Unavailable("written", exception);
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private void StoreSorted(PendingAppend[] batch)
    {
        PostgresWriterConnection connection = _connection ??= database.OpenWriter();
        for (int tries = 1; ; tries++)
        {
            try
            {
                StoreOnce(connection, batch);
                return;
            }
            catch (PostgresException exception) when (PostgresErrors.IsOfAnotherWriter(exception) && tries < MostTries)
            {
                connection.Rollback();
            }
            catch (PostgresException exception) when (PostgresErrors.IsOfRow(exception))
            {
                connection.Rollback();
                RefuseOrStoreApart(batch, exception);
                return;
            }
        }
    }

    // The server does not say which row it was: each append for itself, and only the one at fault is refused.
    private void RefuseOrStoreApart(PendingAppend[] batch, PostgresException exception)
    {
        if (batch is [PendingAppend offender]) offender.Refuse(new UnfitRowException(exception));
        else foreach (PendingAppend append in batch) StoreSorted([append]);
    }

    private static void StoreOnce(PostgresWriterConnection connection, PendingAppend[] batch)
    {
        Dictionary<string, (long Sequence, long Command)> last =
            connection.Begin([.. batch.Select(append => append.ConversationId).Distinct(StringComparer.Ordinal)]);
        List<(string Id, EventRow Row)> events = [];
        List<(string Id, CommandRow Row)> commands = [];
        foreach (PendingAppend append in batch)
        {
            append.Reconsider();
            (long sequence, long number) = last[append.ConversationId];
            if (!append.Follows(sequence)) continue;
            foreach (EventRow row in append.Events) events.Add((append.ConversationId, row));
            foreach (CommandRow row in append.Commands) commands.Add((append.ConversationId, row with { Number = ++number }));
            last[append.ConversationId] = (sequence + append.Events.Length, number);
        }

        connection.Commit(events, commands);
    }
}
