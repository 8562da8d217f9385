using System.Data.Common;
using AgenticAi.Conversations;

namespace AgenticAi.Journal;

/// <summary>An entry as a row: its number in the conversation, from 1, and what Akka calls manifest and message.</summary>
internal readonly record struct EntryRow(long Number, string Manifest, byte[] Message)
{
    /// <summary>Reads the columns sequence_number, manifest, message.</summary>
    public static EntryRow From(DbDataReader row) => new(row.GetInt64(0), row.IsDBNull(1) ? "" : row.GetString(1), (byte[])row.GetValue(2));

    /// <exception cref="UnknownEventException">It is not understood by this version.</exception>
    /// <exception cref="UnknownCommandException">A command in it is not.</exception>
    public ConversationEntry Read(string conversationId) => ConversationEntryJson.Read(conversationId, Manifest, Message);
}
