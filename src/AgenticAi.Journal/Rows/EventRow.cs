using System.Data.Common;
using System.Text;
using AgenticAi.Conversations;

namespace AgenticAi.Journal;

/// <summary>An event as a row: the time in microseconds since 1970, UTC.</summary>
internal readonly record struct EventRow(long Sequence, long At, string Name, int Version, string Json)
{
    public static EventRow Of(JournaledEvent entry)
    {
        StoredEvent stored = ConversationEventJson.Write(entry.Event);
        return new EventRow(
            entry.Sequence, ToMicroseconds(entry.At), stored.Name, stored.Version, Encoding.UTF8.GetString(stored.Json.Span));
    }

    /// <summary>Reads the columns sequence, at, name, version, json, the first of which is <paramref name="column"/>.</summary>
    public static EventRow From(DbDataReader row, int column) => new(
        row.GetInt64(column), row.GetInt64(column + 1), row.GetString(column + 2), row.GetInt32(column + 3), row.GetString(column + 4));

    public static long ToMicroseconds(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    public JournaledEvent ToEvent(string conversationId) =>
        new(conversationId, Sequence, ToTime(At), ConversationEventJson.Read(Name, Version, Encoding.UTF8.GetBytes(Json)));
}
