using AgenticAi.Conversations;
using Microsoft.Data.Sqlite;

namespace AgenticAi.Journal;

/// <summary>
/// What a file held of the conversations that go on, kept when the file was deleted or moved while it was open. It is in memory, so
/// that nothing keeps the file's space on the disk. Conversations that had ended are not taken along: a journal that is deleted on
/// purpose must not come back.
/// </summary>
internal sealed class LostFile
{
    // No call of Twilio lasts longer (https://www.twilio.com/en-us/blog/introducing-configurable-call-limits-for-programmable-voice):
    // what began before this and has no end was left open by a crash.
    private static readonly TimeSpan LongestCall = TimeSpan.FromDays(1);

    private const string Columns = "created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid";

    // Those of which the read model knows no end, and those with entries that it has not got yet; the entries decide.
    private const string Candidates =
        $"""
        SELECT {Columns} FROM journal
        WHERE persistence_id IN (
            SELECT '{ConversationPersistence.Prefix}' || id FROM conversations WHERE ended_at IS NULL AND first_event_at >= $since
            UNION SELECT persistence_id FROM journal WHERE ordering > (SELECT position FROM read_model))
        ORDER BY persistence_id, sequence_number
        """;

    private readonly IReadOnlyList<Row[]> _conversations;

    private LostFile(IReadOnlyList<Row[]> conversations) => _conversations = conversations;

    /// <summary>A file of which nothing can be read any more.</summary>
    public static LostFile Unreadable { get; } = new([]);

    /// <summary>How many conversations go on.</summary>
    public int Conversations => _conversations.Count;

    /// <summary>Reads what goes on from the connection that still has the file.</summary>
    /// <exception cref="SqliteException">The file cannot be read any more.</exception>
    public static LostFile Of(SqliteConnection connection, DateTimeOffset now)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Candidates;
        command.Parameters.AddWithValue("$since", Microseconds.Of(now - LongestCall));
        using SqliteDataReader reader = command.ExecuteReader();
        List<Row> rows = [];
        while (reader.Read())
        {
            object[] values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(new Row(values));
        }

        return new LostFile([.. rows.GroupBy(row => row.PersistenceId).Select(group => group.ToArray()).Where(GoesOn)]);
    }

    /// <summary>Adds to another file what it has not got of these conversations, all or nothing.</summary>
    public void PutInto(SqliteConnection next)
    {
        using SqliteTransaction transaction = next.BeginTransaction(deferred: false);
        using SqliteCommand insert = next.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO journal ({Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
        foreach (Row row in _conversations.SelectMany(rows => rows))
        {
            insert.Parameters.Clear();
            for (int i = 0; i < row.Values.Length; i++) insert.Parameters.AddWithValue($"${i}", row.Values[i]);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static bool GoesOn(Row[] rows)
    {
        if (ConversationPersistence.ConversationOf(rows[0].PersistenceId) is not { } id) return false;
        return !rows.Any(row => row.Values[5] is ConversationEntryJson.Manifest
            && ConversationEntryJson.Read(id, row.Message).Events.Any(entry => entry.Event is ConversationEnded));
    }

    private sealed record Row(object[] Values)
    {
        public string PersistenceId => (string)Values[2];

        public byte[] Message => (byte[])Values[4];
    }
}
