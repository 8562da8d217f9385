using AgenticAi.Conversations;

namespace AgenticAi.Journal;

/// <summary>
/// One row a conversation, and what each day has cost: what lists, filters and sums are read from. It follows the entries at a distance,
/// can be filled anew from them at any time, and may be filled by several programs at once.
/// </summary>
public sealed class ReadModel
{
    /// <summary>What the projection makes of entries; another number has the tables filled anew.</summary>
    private const int Version = 1;

    /// <summary>Conversations in one transaction: others who write wait for a few milliseconds only.</summary>
    private const int BatchSize = 20;

    private const int PageSize = 500;

    // Entries that the tables have not got, in the order of their numbers: each is passed once. What is numbered behind the position is known
    // not to come any more.
    private const string Behind =
        """
        SELECT j.ordering, j.persistence_id FROM journal j
        LEFT JOIN conversations c ON c.id = substr(j.persistence_id, @skip)
        WHERE j.ordering > @after AND j.persistence_id LIKE @prefix AND (c.entries IS NULL OR c.entries < j.sequence_number)
        ORDER BY j.ordering LIMIT @limit
        """;

    private readonly SqlQueries _queries;
    private readonly TimeProvider _time;
    private readonly JournalStatus _status;

    internal ReadModel(SqlQueries queries, TimeProvider time, JournalStatus status) => (_queries, _time, _status) = (queries, time, status);

    /// <summary>Takes in what the journal has and the tables have not.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be used now; what was taken in is kept.</exception>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (await StateAsync(cancellationToken) is not { Version: Version }) await EmptyAsync(cancellationToken);
        await FollowAsync(cancellationToken);
    }

    /// <summary>Empties the tables and fills them anew.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be used now; what is missing comes with the next catching up.</exception>
    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        await EmptyAsync(cancellationToken);
        await FollowAsync(cancellationToken);
    }

    internal async ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken)
    {
        (string sql, (string, object?)[] values) = ConversationListSql.Of(query);
        return await _queries.QueryAsync(sql, values, ConversationRow.SummaryOf, cancellationToken);
    }

    internal async ValueTask<IReadOnlyList<ConversationSpending>> SpendingAsync(DateOnly day, string currency, CancellationToken cancellationToken) =>
        await _queries.QueryAsync(
            "SELECT id, amount FROM conversation_days WHERE day = @day AND currency = @currency ORDER BY id",
            [("day", ConversationRow.TextOf(day)), ("currency", currency)],
            static row => new ConversationSpending(row.GetString(0), row.GetDecimal(1)),
            cancellationToken);

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        (_, long position) = await StateAsync(cancellationToken);
        // Before anything is read: what is stored from now on is for the next time.
        long settled = await SettledAsync(position, cancellationToken);
        long passed = position;
        while (await BehindAsync(passed, cancellationToken) is { Count: > 0 } behind)
        {
            passed = behind[^1].Ordering;
            foreach (string[] ids in behind.Select(row => row.Id).Distinct().Chunk(BatchSize)) await UpdateAsync(ids, cancellationToken);
        }

        if (settled > position) await MoveAsync(position, settled, cancellationToken);
    }

    private Task<int> UpdateAsync(string[] ids, CancellationToken cancellationToken) => _queries.InTransactionAsync(
        async connection =>
        {
            var projection = new ConversationProjection(connection, _status);
            foreach (string id in ids) await projection.UpdateAsync(id, cancellationToken);
            return ids.Length;
        },
        cancellationToken);

    private Task<List<(long Ordering, string Id)>> BehindAsync(long after, CancellationToken cancellationToken) => _queries.QueryAsync(
        Behind,
        [
            ("after", after), ("prefix", ConversationPersistence.Prefix + "%"), ("skip", ConversationPersistence.Prefix.Length + 1),
            ("limit", PageSize),
        ],
        static row => (row.GetInt64(0), ConversationPersistence.ConversationOf(row.GetString(1))!),
        cancellationToken);

    /// <summary>The number up to which every entry can be seen.</summary>
    private async Task<long> SettledAsync(long position, CancellationToken cancellationToken)
    {
        long old = (_time.GetUtcNow() - _queries.LateCommits).UtcTicks;
        List<long> settled = _queries.LateCommits == TimeSpan.Zero
            ? await _queries.QueryAsync("SELECT coalesce(max(ordering), 0) FROM journal", [], static row => row.GetInt64(0), cancellationToken)
            : await _queries.QueryAsync(
                "SELECT ordering FROM journal WHERE ordering > @position AND created < @old ORDER BY ordering DESC LIMIT 1",
                [("position", position), ("old", old)], static row => row.GetInt64(0), cancellationToken);
        return settled.FirstOrDefault(position);
    }

    private async Task<(int Version, long Position)> StateAsync(CancellationToken cancellationToken) => (await _queries.QueryAsync(
        "SELECT version, position FROM read_model", [], static row => (row.GetInt32(0), row.GetInt64(1)), cancellationToken)).Single();

    // Unless somebody has emptied the tables meanwhile.
    private Task<int> MoveAsync(long from, long to, CancellationToken cancellationToken) => _queries.InTransactionAsync(
        connection => SqlQueries.ExecuteAsync(
            connection, "UPDATE read_model SET position = @to WHERE position = @from", [("from", from), ("to", to)], cancellationToken),
        cancellationToken);

    private Task<int> EmptyAsync(CancellationToken cancellationToken) => _queries.InTransactionAsync(
        async connection =>
        {
            foreach (string sql in (string[])["DELETE FROM conversations", "DELETE FROM conversation_days", "UPDATE read_model SET position = 0"])
                await SqlQueries.ExecuteAsync(connection, sql, [], cancellationToken);
            return await SqlQueries.ExecuteAsync(connection, "UPDATE read_model SET version = @version", [("version", Version)], cancellationToken);
        },
        cancellationToken);
}
