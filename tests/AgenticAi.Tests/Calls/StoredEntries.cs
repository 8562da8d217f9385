using System.Collections.Immutable;
using AgenticAi.Conversations;
using Microsoft.Data.Sqlite;

namespace AgenticAi.Tests.Calls;

/// <summary>Puts conversations into the file of a journal as a server has left them that is gone.</summary>
internal static class StoredEntries
{
    private const string Insert =
        """
        INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
        VALUES ($created, 0, $id, $number, $message, 'ce1', 7701, '')
        """;

    /// <summary>What came of commands by today's rules, as one entry.</summary>
    public static void Store(string file, string id, DateTimeOffset at, params IEnumerable<ConversationCommand> commands)
    {
        ConversationState state = ConversationState.New(id);
        List<JudgedCommand> judged = [];
        List<JournaledEvent> events = [];
        foreach (ConversationCommand command in commands)
        {
            ImmutableArray<JournaledEvent> decided = ConversationRules.Decide(state, command, at).Events;
            judged.Add(new JudgedCommand(command, at, state.Sequence, decided.Length));
            state = ConversationRules.Apply(state, decided);
            events.AddRange(decided);
        }

        Store(file, new ConversationEntry(id, new CommandNumber("gone", judged.Count), [.. judged], [.. events]));
    }

    /// <summary>Events that a command led to once, whatever it would lead to today.</summary>
    public static void Store(string file, string id, DateTimeOffset at, ConversationCommand command, params IEnumerable<ConversationEvent> happened)
    {
        ImmutableArray<JournaledEvent> events = [.. happened.Select((one, i) => new JournaledEvent(id, i + 1, at, one))];
        Store(file, new ConversationEntry(id, new CommandNumber("gone", 1), [new JudgedCommand(command, at, 0, events.Length)], events));
    }

    private static void Store(string file, ConversationEntry entry)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = Insert;
        insert.Parameters.AddWithValue("$created", entry.Commands[0].At.UtcTicks);
        insert.Parameters.AddWithValue("$id", ConversationPersistence.IdOf(entry.ConversationId));
        insert.Parameters.AddWithValue("$number", 1);
        insert.Parameters.AddWithValue("$message", ConversationEntryJson.Write(entry));
        insert.ExecuteNonQuery();
    }
}
