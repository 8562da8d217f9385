using System.Runtime.CompilerServices;
using AgenticAi.Conversations;

namespace AgenticAi.Journal;

/// <summary>Reads conversations from the entries of the journal, in pages, and lists from the read model.</summary>
internal sealed class JournalArchive(SqlQueries queries, ReadModel readModel) : IConversationArchive
{
    private const int PageSize = 200;

    private const string Entries =
        """
        SELECT sequence_number, manifest, message FROM journal
        WHERE persistence_id = @id AND sequence_number > @after AND NOT deleted ORDER BY sequence_number LIMIT @limit
        """;

    // From one id to the next by the index: the cost is that of the conversations, not of their entries.
    private const string Ids =
        """
        WITH RECURSIVE ids(id) AS (
            SELECT min(persistence_id) FROM journal WHERE persistence_id > @after AND persistence_id < @end
            UNION ALL
            SELECT (SELECT min(persistence_id) FROM journal WHERE persistence_id > ids.id AND persistence_id < @end)
            FROM ids WHERE ids.id IS NOT NULL)
        SELECT id FROM ids WHERE id IS NOT NULL LIMIT @limit
        """;

    // The character after the last of the prefix.
    private static readonly string End = ConversationPersistence.Prefix[..^1] + (char)(ConversationPersistence.Prefix[^1] + 1);

    public async IAsyncEnumerable<JournaledEvent> ReadAsync(
        string conversationId, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ConversationEntry entry in ReadEntriesAsync(conversationId, cancellationToken))
        {
            foreach (JournaledEvent stored in entry.Events)
                if (stored.Sequence > afterSequence) yield return stored;
        }
    }

    public async IAsyncEnumerable<ConversationEntry> ReadEntriesAsync(
        string conversationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long after = 0;
        List<EntryRow> page;
        do
        {
            page = await queries.QueryAsync(
                Entries,
                [("id", ConversationPersistence.IdOf(conversationId)), ("after", after), ("limit", PageSize)],
                EntryRow.From,
                cancellationToken);
            foreach (EntryRow row in page) yield return row.Read(conversationId);
            if (page.Count > 0) after = page[^1].Number;
        }
        while (page.Count == PageSize);
    }

    public async IAsyncEnumerable<string> ReadIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string after = ConversationPersistence.Prefix;
        List<string> page;
        do
        {
            page = await queries.QueryAsync(
                Ids, [("after", after), ("end", End), ("limit", PageSize)], static row => row.GetString(0), cancellationToken);
            foreach (string id in page) yield return ConversationPersistence.ConversationOf(id)!;
            if (page.Count > 0) after = page[^1];
        }
        while (page.Count == PageSize);
    }

    public ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken) =>
        readModel.ListAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<ConversationSpending>> SpendingAsync(DateOnly day, string currency, CancellationToken cancellationToken) =>
        readModel.SpendingAsync(day, currency, cancellationToken);
}
