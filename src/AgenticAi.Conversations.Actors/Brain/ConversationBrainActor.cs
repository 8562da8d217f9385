using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Pattern;
using Akka.Persistence;

namespace AgenticAi.Conversations.Actors;

/// <summary>
/// The brain of one conversation: takes commands, decides, stores what was decided as one entry, and only then answers with it. Commands of
/// a sender are taken once, by their numbers. It holds no effect: what an entry asks for is done where the call is (<see cref="BrainRelay"/>).
/// </summary>
/// <remarks>
/// When an entry cannot be stored it stops, as every persistent actor does; it begins anew from the journal with the next delivery. An
/// entry that was stored without our knowing is found then, and its commands are not taken twice.
/// </remarks>
internal sealed class ConversationBrainActor : UntypedPersistentActor
{
    /// <summary>After that nobody is in the conversation: a relay that is alive says goodbye, one whose node died does not.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    private readonly string _conversationId;
    private readonly IJournalObserver _journal;
    private readonly KnownEntries _entries = new();
    private readonly Dictionary<string, long> _taken = new(StringComparer.Ordinal);
    private ConversationState _state;
    private Exception? _unreadable;
    private IActorRef _asking = ActorRefs.Nobody;
    private string _asker = "";

    public ConversationBrainActor(string conversationId, IJournalObserver journal)
    {
        (_conversationId, _journal, _state) = (conversationId, journal, ConversationState.New(conversationId));
        Context.SetReceiveTimeout(Abandoned);
    }

    public override string PersistenceId => ConversationPersistence.IdOf(_conversationId);

    /// <summary>Histories are short, and reading one costs less than keeping a second form of it.</summary>
    public override Recovery Recovery => new(SnapshotSelectionCriteria.None);

    protected override void OnRecover(object message)
    {
        if (message is not StoredEntry stored || _unreadable is not null) return;
        try
        {
            Take(stored.Read(_conversationId));
        }
        catch (Exception exception)
        {
            _unreadable = exception;
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case BrainProtocol.Deliver deliver: Handle(deliver); break;
            case BrainProtocol.Leave or ReceiveTimeout: Context.Parent.Tell(new Passivate(Stop.Instance)); break;
            case Stop: Context.Stop(Self); break;
            default: Unhandled(message); break;
        }
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Report(cause);
        _asking.Tell(new BrainProtocol.Unavailable(_asker, cause.Message));
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        _asking.Tell(new BrainProtocol.Refused(_asker, cause.Message));

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => Report(reason);

    /// <summary>Why a circuit breaker is open was reported when it opened, and says more.</summary>
    private void Report(Exception cause)
    {
        if (cause is not OpenCircuitException) _journal.Failed(cause);
    }

    private void Handle(BrainProtocol.Deliver deliver)
    {
        if (_unreadable is { } unreadable)
        {
            Sender.Tell(new BrainProtocol.Unreadable(deliver.Sender, unreadable.Message));
            return;
        }

        bool isAnew = deliver.KnownEntry > _entries.Last;
        if (!_entries.TryForget(isAnew ? 0 : deliver.KnownEntry))
        {
            BeginAnew(deliver);
            return;
        }

        long taken = _taken.GetValueOrDefault(deliver.Sender);
        BatchDecision decision = BatchDecision.Of(_state, deliver.Commands.Skip((int)Math.Max(0, taken + 1 - deliver.FirstNumber)));
        if (decision.Commands.IsEmpty) Answer(deliver, isAnew, decision.Failed);
        else Store(deliver, isAnew, decision);
    }

    private void Store(BrainProtocol.Deliver deliver, bool isAnew, BatchDecision decision)
    {
        var entry = new ConversationEntry(
            _conversationId, new CommandNumber(deliver.Sender, LastOf(deliver)), decision.Commands, decision.Events);
        StoredEntry stored;
        try
        {
            stored = StoredEntry.Of(entry);
        }
        catch (Exception exception)
        {
            Sender.Tell(new BrainProtocol.Refused(deliver.Sender, exception.Message));
            return;
        }

        (_asking, _asker) = (Sender, deliver.Sender);
        Persist(stored, _ =>
        {
            _journal.Stored(entry.Events.Length);
            Take(entry);
            Answer(deliver, isAnew, decision.Failed);
        });
    }

    private void Answer(BrainProtocol.Deliver deliver, bool isAnew, ImmutableArray<FailedCommand> failed)
    {
        long number = Math.Max(_taken.GetValueOrDefault(deliver.Sender), LastOf(deliver));
        Sender.Tell(new BrainProtocol.Taken(
            deliver.Sender, number, isAnew ? 1 : deliver.KnownEntry + 1, _entries.News, isAnew, failed));
    }

    private static long LastOf(BrainProtocol.Deliver deliver) => deliver.FirstNumber + deliver.Commands.Length - 1;

    /// <summary>The sender lacks entries that are not in memory any more: another brain reads them from the journal.</summary>
    private static void BeginAnew(BrainProtocol.Deliver deliver)
    {
        Context.Parent.Tell(new Passivate(Stop.Instance));
        Context.Parent.Forward(deliver);
    }

    private void Take(ConversationEntry entry)
    {
        _state = ConversationRules.Apply(_state, entry.Events);
        _taken[entry.Sender.Sender] = entry.Sender.Number;
        _entries.Add(entry);
    }

    /// <summary>Handled when nothing is being stored, which a poison pill would not wait for.</summary>
    private sealed record Stop
    {
        public static readonly Stop Instance = new();
    }
}
