using System.Data.Common;
using System.Text;
using AgenticAi.Conversations;

namespace AgenticAi.Journal;

/// <summary>
/// A judged command as a row: its number in the conversation, given when it is stored (0 before), and its time in ticks of 100 ns
/// since 1970, UTC.
/// </summary>
internal readonly record struct CommandRow(long Number, long At, long AfterSequence, int Events, string Name, int Version, string Json)
{
    public static CommandRow Of(JudgedCommand judged)
    {
        StoredCommand stored = ConversationCommandJson.Write(judged.Command);
        return new CommandRow(
            0,
            judged.At.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks,
            judged.AfterSequence,
            judged.Events,
            stored.Name,
            stored.Version,
            Encoding.UTF8.GetString(stored.Json.Span));
    }

    /// <summary>Reads the columns number, at, after_sequence, events, name, version, json from <paramref name="column"/> on.</summary>
    public static CommandRow From(DbDataReader row, int column) => new(
        row.GetInt64(column), row.GetInt64(column + 1), row.GetInt64(column + 2), row.GetInt32(column + 3),
        row.GetString(column + 4), row.GetInt32(column + 5), row.GetString(column + 6));

    public JudgedCommand ToCommand() => new(
        ConversationCommandJson.Read(Name, Version, Encoding.UTF8.GetBytes(Json)),
        DateTimeOffset.UnixEpoch.AddTicks(At),
        AfterSequence,
        Events);
}
