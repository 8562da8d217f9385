using System.Data.Common;
using System.Runtime.CompilerServices;
using AgenticAi.Conversations;

namespace AgenticAi.Journal;

/// <summary>
/// Reads on connections of its own, which are not held up by the writer. Each read is short: a history is read in pages, so that a
/// slow consumer does not keep an old state of the database alive.
/// </summary>
internal sealed class JournalReader(IJournalDatabase database)
{
    private const int PageSize = 500;

    public async IAsyncEnumerable<JournaledEvent> ReadAsync(
        string conversationId, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long after = afterSequence;
        List<EventRow> page;
        do
        {
            page = await QueryAsync(
                ReadSql.Events,
                [("conversation", conversationId), ("after", after), ("limit", PageSize)],
                static row => EventRow.From(row, 0),
                cancellationToken);
            foreach (EventRow row in page) yield return row.ToEvent(conversationId);
            if (page.Count > 0) after = page[^1].Sequence;
        }
        while (page.Count == PageSize);
    }

    public async IAsyncEnumerable<JudgedCommand> ReadCommandsAsync(
        string conversationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long after = 0;
        List<CommandRow> page;
        do
        {
            page = await QueryAsync(
                ReadSql.Commands,
                [("conversation", conversationId), ("after", after), ("limit", PageSize)],
                static row => CommandRow.From(row, 0),
                cancellationToken);
            foreach (CommandRow row in page) yield return row.ToCommand();
            if (page.Count > 0) after = page[^1].Number;
        }
        while (page.Count == PageSize);
    }

    public async IAsyncEnumerable<string> ReadIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string after = "";
        List<string> page;
        do
        {
            page = await QueryAsync(
                ReadSql.Ids, [("after", after), ("limit", PageSize)], static row => row.GetString(0), cancellationToken);
            foreach (string id in page) yield return id;
            if (page.Count > 0) after = page[^1];
        }
        while (page.Count == PageSize);
    }

    public async ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken)
    {
        long since = query.Since is { } time ? EventRow.ToMicroseconds(time) : long.MinValue;
        return await QueryAsync(ReadSql.List, [("since", since), ("limit", query.Limit)], Summary, cancellationToken);
    }

    private static ConversationSummary Summary(DbDataReader row)
    {
        string id = row.GetString(0);
        JournaledEvent? started = row.IsDBNull(3) ? null : EventRow.From(row, 3).ToEvent(id);
        JournaledEvent? ended = row.IsDBNull(8) ? null : EventRow.From(row, 8).ToEvent(id);
        return new ConversationSummary(
            id,
            EventRow.ToTime(row.GetInt64(1)),
            row.GetInt64(2),
            started?.Event as ConversationStarted,
            ended?.Event as ConversationEnded,
            ended?.At);
    }

    // On a thread of the pool: SQLite has no asynchronous reads, and the caller's thread is not ours to hold.
    private Task<List<T>> QueryAsync<T>(
        string sql, (string Name, object Value)[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            bool renewed = false;
            while (true)
            {
                try
                {
                    return await QueryOnceAsync(sql, values, read, cancellationToken);
                }
                catch (Exception exception) when (database.IsTrouble(exception))
                {
                    if (renewed || !database.Renew(exception)) throw database.Unavailable("read", exception);
                    renewed = true;
                }
            }
        },
        cancellationToken);

    private async Task<List<T>> QueryOnceAsync<T>(
        string sql, (string Name, object Value)[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenReaderAsync(cancellationToken);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in values)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await using DbDataReader rows = await command.ExecuteReaderAsync(cancellationToken);
        List<T> result = [];
        while (await rows.ReadAsync(cancellationToken)) result.Add(read(rows));
        return result;
    }
}
