using System.Collections.Immutable;
using AgenticAi.Conversations;

namespace AgenticAi.Journal.Tests;

/// <summary>Stores entries as Akka.Persistence.Sql does, without any of it: a row for each.</summary>
internal sealed class EntryWriter(IStoreFixture fixture)
{
    private const string Insert =
        """
        INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
        VALUES (@created, @deleted, @id, @number, @message, @manifest, 7701, '')
        """;

    private readonly Dictionary<string, (ConversationState State, long Entries)> _known = [];

    /// <summary>Stores commands as one entry, judged at a time.</summary>
    public ConversationEntry Store(string id, DateTimeOffset at, params ConversationCommand[] commands) =>
        Store(id, at, ConversationEntryJson.Manifest, commands);

    /// <summary>The same, named by another manifest.</summary>
    public ConversationEntry Store(string id, DateTimeOffset at, string manifest, params ConversationCommand[] commands)
    {
        (ConversationState state, long entries) = _known.GetValueOrDefault(id, (ConversationState.New(id), 0));
        var judged = ImmutableArray.CreateBuilder<JudgedCommand>();
        var events = ImmutableArray.CreateBuilder<JournaledEvent>();
        foreach (ConversationCommand command in commands)
        {
            ImmutableArray<JournaledEvent> decided = ConversationRules.Decide(state, command, at).Events;
            judged.Add(new JudgedCommand(command, at, state.Sequence, decided.Length));
            events.AddRange(decided);
            state = ConversationRules.Apply(state, decided);
        }

        var entry = new ConversationEntry(id, new CommandNumber("test", entries + 1), judged.ToImmutable(), events.ToImmutable());
        _known[id] = (state, entries + 1);
        fixture.Execute(
            Insert, ("created", at.UtcTicks), ("deleted", false), ("id", ConversationPersistence.IdOf(id)), ("number", entries + 1),
            ("message", ConversationEntryJson.Write(entry)), ("manifest", manifest));
        return entry;
    }
}
