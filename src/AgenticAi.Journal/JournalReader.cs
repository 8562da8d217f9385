using System.Runtime.CompilerServices;
using AgenticAi.Conversations;
using Microsoft.Data.Sqlite;

namespace AgenticAi.Journal;

/// <summary>
/// Reads on connections of its own, which cannot write and are not held up by the writer (WAL). Each read is short: a history is
/// read in pages, so that a slow consumer does not keep an old state of the file alive.
/// </summary>
internal sealed class JournalReader(JournalFile file)
{
    private const int PageSize = 500;

    private const string EventsSql =
        """
        SELECT sequence, at, name, version, json FROM events
        WHERE conversation_id = $conversation AND sequence > $after ORDER BY sequence LIMIT $limit
        """;

    private const string ListSql =
        """
        SELECT f.conversation_id, f.at, (SELECT max(sequence) FROM events l WHERE l.conversation_id = f.conversation_id),
               s.sequence, s.at, s.name, s.version, s.json, e.sequence, e.at, e.name, e.version, e.json
        FROM events f
        LEFT JOIN events s ON s.conversation_id = f.conversation_id AND s.sequence =
            (SELECT min(sequence) FROM events i WHERE i.conversation_id = f.conversation_id AND i.name = 'conversation-started')
        LEFT JOIN events e ON e.conversation_id = f.conversation_id AND e.sequence =
            (SELECT min(sequence) FROM events i WHERE i.conversation_id = f.conversation_id AND i.name = 'conversation-ended')
        WHERE f.sequence = 1 AND f.at >= $since
        ORDER BY f.at DESC, f.conversation_id LIMIT $limit
        """;

    public async IAsyncEnumerable<JournaledEvent> ReadAsync(
        string conversationId, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long after = afterSequence;
        List<EventRow> page;
        do
        {
            page = await QueryAsync(
                EventsSql,
                [new("$conversation", conversationId), new("$after", after), new("$limit", PageSize)],
                static row => EventRow.From(row, 0),
                cancellationToken);
            foreach (EventRow row in page) yield return row.ToEvent(conversationId);
            if (page.Count > 0) after = page[^1].Sequence;
        }
        while (page.Count == PageSize);
    }

    public async ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken)
    {
        long since = query.Since is { } time ? EventRow.ToMicroseconds(time) : long.MinValue;
        return await QueryAsync(ListSql, [new("$since", since), new("$limit", query.Limit)], Summary, cancellationToken);
    }

    private static ConversationSummary Summary(SqliteDataReader row)
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
        string sql, SqliteParameter[] parameters, Func<SqliteDataReader, T> read, CancellationToken cancellationToken) => Task.Run(
        () => file.Guard("read", () =>
        {
            using SqliteConnection connection = file.OpenReader();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            command.Parameters.AddRange(parameters);
            using SqliteDataReader rows = command.ExecuteReader();
            List<T> result = [];
            while (rows.Read()) result.Add(read(rows));
            return result;
        }),
        cancellationToken);
}
