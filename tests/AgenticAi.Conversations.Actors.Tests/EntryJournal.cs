using System.Collections.Immutable;
using AgenticAi.Conversations.Tests;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace AgenticAi.Conversations.Actors.Tests;

/// <summary>Akka's side of a journal in memory.</summary>
internal sealed class EntryJournal : AsyncWriteJournal
{
    private readonly InMemoryJournal _kept = Context.System.Settings.Setup.Get<Store>().Value.Journal;

    /// <summary>What a system needs so that its persistent actors use a journal in memory.</summary>
    public static ActorSystemSetup SetupOf(InMemoryJournal journal, string hocon = "") => BootstrapSetup.Create()
        .WithConfig(ConfigurationFactory.ParseString(hocon).WithFallback(Settings))
        .And(new Store(journal));

    // The breaker would answer for a journal that a test has fail often.
    internal static Config Settings { get; } = ConfigurationFactory.ParseString(
        $$"""
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.persistence.journal.plugin = "agenticai.test-journal"
        akka.persistence.snapshot-store.plugin = "akka.persistence.no-snapshot-store"
        agenticai.test-journal {
            class = "{{typeof(EntryJournal).AssemblyQualifiedName}}"
            plugin-dispatcher = "akka.actor.default-dispatcher"
            circuit-breaker { max-failures = 100000, call-timeout = 1h, reset-timeout = 1s }
            replay-filter.mode = off
        }
        """);

    protected override async Task<IImmutableList<Exception?>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        foreach (IPersistentRepresentation message in messages.SelectMany(static write => (IEnumerable<IPersistentRepresentation>)write.Payload))
        {
            string id = ConversationPersistence.ConversationOf(message.PersistenceId)!;
            await _kept.StoreAsync(((StoredEntry)message.Payload).Read(id), message.SequenceNr);
        }

        return null!;
    }

    /// <summary>Read first of all, so this is where reading can fail.</summary>
    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        (await ReadAsync(persistenceId)).Length;

    public override async Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        StoredEntry[] entries = await ReadAsync(persistenceId);
        for (long number = fromSequenceNr; number <= Math.Min(toSequenceNr, entries.Length); number++)
            recoveryCallback(new Persistent(entries[number - 1], number, persistenceId));
    }

    private async Task<StoredEntry[]> ReadAsync(string persistenceId)
    {
        string id = ConversationPersistence.ConversationOf(persistenceId)!;
        try
        {
            await _kept.BeforeRead(id);
            return [.. _kept.EntriesOf(id).Select(StoredEntry.Of)];
        }
        catch (UnknownEventException)
        {
            // A journal does not look into what it holds; the brain does.
            return [new StoredEntry("ce9", ReadOnlyMemory<byte>.Empty)];
        }
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Entries are never deleted.");

    internal sealed class Store(InMemoryJournal journal) : Setup
    {
        public InMemoryJournal Journal => journal;
    }
}
