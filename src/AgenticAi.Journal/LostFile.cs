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

    private const string Sql =
        """
        SELECT e.conversation_id, e.sequence, e.at, e.name, e.version, e.json
        FROM events f JOIN events e ON e.conversation_id = f.conversation_id
        WHERE f.sequence = 1 AND f.at >= $since AND NOT EXISTS
            (SELECT 1 FROM events i WHERE i.conversation_id = f.conversation_id AND i.name = 'conversation-ended')
        ORDER BY e.conversation_id, e.sequence
        """;

    private readonly IGrouping<string, EventRow>[] _conversations;

    private LostFile(IGrouping<string, EventRow>[] conversations) => _conversations = conversations;

    /// <summary>A file of which nothing can be read any more.</summary>
    public static LostFile Unreadable { get; } = new([]);

    /// <summary>How many conversations go on.</summary>
    public int Conversations => _conversations.Length;

    /// <summary>Reads what goes on from the connection that still has the file.</summary>
    public static LostFile Of(SqliteConnection connection, DateTimeOffset now)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("$since", EventRow.ToMicroseconds(now - LongestCall));
        using SqliteDataReader row = command.ExecuteReader();
        List<(string ConversationId, EventRow Row)> rows = [];
        while (row.Read()) rows.Add((row.GetString(0), EventRow.From(row, 1)));
        return new LostFile([.. rows.GroupBy(entry => entry.ConversationId, entry => entry.Row)]);
    }

    /// <summary>Adds to another file what it has not got of these conversations, all or nothing.</summary>
    public void PutInto(WriterConnection next)
    {
        next.Begin();
        foreach (IGrouping<string, EventRow> conversation in _conversations)
        {
            long last = next.LastSequence(conversation.Key);
            next.Insert(conversation.Key, [.. conversation.Where(row => row.Sequence > last)]);
        }

        next.Commit();
    }
}
