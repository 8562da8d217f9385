using System.Data.Common;
using AgenticAi.Conversations;

namespace AgenticAi.Journal;

/// <summary>Brings the row of one conversation up to its newest entry, in the transaction of a connection.</summary>
internal sealed class ConversationProjection(DbConnection connection, JournalStatus status)
{
    private const int PageSize = 200;

    private const string Entries =
        """
        SELECT sequence_number, manifest, message FROM journal
        WHERE persistence_id = @id AND sequence_number > @after ORDER BY sequence_number LIMIT @limit
        """;

    // Both only on top of what was read before: another program may have been faster, or have begun to fill the tables anew.
    private const string Insert =
        """
        INSERT INTO conversations
            (id, entries, events, first_event_at, number_from, number_to, started, ended, ended_at, end_reason, cost, currency)
        VALUES (@id, @entries, @events, @at, @from, @to, @started, @ended, @ended_at, @reason, @cost, @currency) ON CONFLICT DO NOTHING
        """;

    private const string Update =
        """
        UPDATE conversations SET
            entries = @entries, events = @events, first_event_at = @at, number_from = @from, number_to = @to, started = @started,
            ended = @ended, ended_at = @ended_at, end_reason = @reason, cost = @cost, currency = @currency
        WHERE id = @id AND entries = @known
        """;

    private const string StoreDay =
        """
        INSERT INTO conversation_days (day, currency, id, amount) VALUES (@day, @currency, @id, @amount)
        ON CONFLICT (day, currency, id) DO UPDATE SET amount = excluded.amount
        """;

    public async Task UpdateAsync(string id, CancellationToken cancellationToken)
    {
        ConversationRow known = (await SqlQueries.QueryAsync(
            connection, $"SELECT {ConversationRow.Columns} FROM conversations WHERE id = @id", [("id", id)], ConversationRow.From,
            cancellationToken)).FirstOrDefault(new ConversationRow(id));
        ConversationRow row = known;
        var days = new Dictionary<(DateOnly Day, string Currency), decimal>();
        List<EntryRow> page;
        do
        {
            page = await SqlQueries.QueryAsync(
                connection, Entries,
                [("id", ConversationPersistence.IdOf(id)), ("after", row.Entries), ("limit", PageSize)], EntryRow.From, cancellationToken);
            foreach (EntryRow entry in page) row = Take(row, entry, days);
        }
        while (page.Count == PageSize);
        if (row.Entries == known.Entries) return;
        int stored = known.Entries == 0
            ? await SqlQueries.ExecuteAsync(connection, Insert, row.Values, cancellationToken)
            : await SqlQueries.ExecuteAsync(connection, Update, [.. row.Values, ("known", known.Entries)], cancellationToken);
        if (stored == 0) return;
        foreach (((DateOnly day, string currency), decimal amount) in days) await AddAsync(id, day, currency, amount, cancellationToken);
    }

    private ConversationRow Take(ConversationRow row, EntryRow stored, Dictionary<(DateOnly Day, string Currency), decimal> days)
    {
        try
        {
            ConversationEntry entry = stored.Read(row.Id);
            foreach (JournaledEvent happened in entry.Events)
            {
                if (happened.Event is not CostReported cost) continue;
                (DateOnly, string) key = (DaySpending.DayOf(happened.At), cost.Currency);
                days[key] = days.GetValueOrDefault(key) + cost.Amount;
            }

            return row.Plus(stored.Number, entry);
        }
        catch (Exception exception) when (exception is UnknownEventException or UnknownCommandException)
        {
            // That of a newer program: one conversation must not hold up the lists of all.
            status.Unreadable(row.Id, exception.Message);
            return row with { Entries = stored.Number };
        }
    }

    // Added up here and not by the database, whose text is no number.
    private async Task AddAsync(string id, DateOnly day, string currency, decimal amount, CancellationToken cancellationToken)
    {
        (string, object?)[] key = [("day", ConversationRow.TextOf(day)), ("currency", currency), ("id", id)];
        decimal known = (await SqlQueries.QueryAsync(
            connection, "SELECT amount FROM conversation_days WHERE day = @day AND currency = @currency AND id = @id", key,
            static row => row.GetDecimal(0), cancellationToken)).SingleOrDefault();
        await SqlQueries.ExecuteAsync(connection, StoreDay, [.. key, ("amount", known + amount)], cancellationToken);
    }
}
