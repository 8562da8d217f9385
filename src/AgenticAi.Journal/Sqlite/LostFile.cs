using System.Data.Common;
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

    private const string EventsSql = "SELECT r.conversation_id, r.sequence, r.at, r.name, r.version, r.json FROM events r ";

    private const string CommandsSql =
        "SELECT r.conversation_id, r.number, r.at, r.after_sequence, r.events, r.name, r.version, r.json FROM commands r ";

    private const string OfThoseThatGoOn =
        """
        JOIN events f ON f.conversation_id = r.conversation_id AND f.sequence = 1
        WHERE f.at >= $since AND NOT EXISTS
            (SELECT 1 FROM events i WHERE i.conversation_id = r.conversation_id AND i.name = 'conversation-ended')
        """;

    private readonly ILookup<string, EventRow> _events;
    private readonly ILookup<string, CommandRow> _commands;

    private LostFile(IEnumerable<(string Id, EventRow Row)> events, IEnumerable<(string Id, CommandRow Row)> commands)
    {
        _events = events.ToLookup(entry => entry.Id, entry => entry.Row);
        _commands = commands.ToLookup(entry => entry.Id, entry => entry.Row);
    }

    /// <summary>A file of which nothing can be read any more.</summary>
    public static LostFile Unreadable { get; } = new([], []);

    /// <summary>How many conversations go on.</summary>
    public int Conversations => _events.Count;

    /// <summary>Reads what goes on from the connection that still has the file.</summary>
    public static LostFile Of(SqliteConnection connection, DateTimeOffset now)
    {
        long since = EventRow.ToMicroseconds(now - LongestCall);
        return new LostFile(
            Read(connection, EventsSql + OfThoseThatGoOn + " ORDER BY r.conversation_id, r.sequence", since, EventRow.From),
            Read(connection, CommandsSql + OfThoseThatGoOn + " ORDER BY r.conversation_id, r.number", since, CommandRow.From));
    }

    /// <summary>Adds to another file what it has not got of these conversations, all or nothing.</summary>
    public void PutInto(SqliteWriterConnection next)
    {
        next.Begin();
        foreach (IGrouping<string, EventRow> conversation in _events)
        {
            long lastEvent = next.LastSequence(conversation.Key);
            long lastCommand = next.LastCommand(conversation.Key);
            next.Insert(
                conversation.Key,
                [.. conversation.Where(row => row.Sequence > lastEvent)],
                [.. _commands[conversation.Key].Where(row => row.Number > lastCommand)]);
        }

        next.Commit();
    }

    private static List<(string Id, T Row)> Read<T>(
        SqliteConnection connection, string sql, long since, Func<DbDataReader, int, T> read)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$since", since);
        using SqliteDataReader row = command.ExecuteReader();
        List<(string Id, T Row)> rows = [];
        while (row.Read()) rows.Add((row.GetString(0), read(row, 1)));
        return rows;
    }
}
