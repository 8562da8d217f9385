using AgenticAi.Conversations.Actors.Hosting;
using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;
using Akka.Actor;

namespace AgenticAi.Conversations.Actors.Tests;

/// <summary>A brain for the conversation "c1" on a node of its own, with all that is round it.</summary>
internal sealed class BrainFixture : IAsyncDisposable
{
    private static int _relays;

    private readonly ActorSystem _system;

    /// <param name="journal">What is stored already.</param>
    /// <param name="script">A test's own doing at the journal.</param>
    /// <param name="onPerform">Comes with each effect.</param>
    /// <param name="options">Of the relay. Unless given, nothing waits for other commands.</param>
    /// <param name="time">The clock of the relay.</param>
    public BrainFixture(
        InMemoryJournal? journal = null, Action<InMemoryJournal>? script = null, Action<ConversationEffect>? onPerform = null,
        RelayOptions? options = null, TimeProvider? time = null)
    {
        Stored = journal ?? new InMemoryJournal();
        script?.Invoke(Stored);
        Effects = new RecordingEffects { OnPerform = onPerform ?? (static _ => { }) };
        _system = ActorSystem.Create("brains", EntryJournal.SetupOf(Stored));
        Brains = _system.ActorOf(ConversationsHostingExtensions.LocalProps(Journal));
        var brains = new ConversationBrains(
            _system, Brains, options ?? Quick, time ?? TimeProvider.System, static () => $"relay-{Interlocked.Increment(ref _relays)}");
        Brain = brains.Open("c1", Effects, Logs.CreateLogger("brain"));
    }

    /// <summary>Options with which nothing waits for long.</summary>
    public static RelayOptions Quick { get; } = new() { Gather = TimeSpan.Zero, FirstRetry = TimeSpan.FromMilliseconds(1) };

    public InMemoryJournal Stored { get; }

    public RecordingEffects Effects { get; }

    public RecordingLoggerFactory Logs { get; } = new();

    public CountingObserver Journal { get; } = new();

    public BrainRelay Brain { get; }

    /// <summary>The parent of the brains.</summary>
    public IActorRef Brains { get; }

    public ActorSystem System => _system;

    public IEnumerable<ConversationEvent> Events => Stored.Of("c1").Select(entry => entry.Event);

    public BrainFixture Tell(params IEnumerable<ConversationCommand> commands)
    {
        foreach (ConversationCommand command in commands) Brain.TryTell(command).ShouldBeTrue();
        return this;
    }

    /// <summary>Lets the brain work off what it was told; the state it ends with is that of its journal.</summary>
    public async Task CompleteAsync()
    {
        await Brain.CompleteAsync().Within();
        StateText.Of(Brain.State).ShouldBe(StateText.Of(ConversationRules.Apply(ConversationState.New("c1"), Stored.Of("c1"))));
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate().Within();
        await Brain.DisposeAsync();
    }
}

/// <summary>Counts what it is told.</summary>
internal sealed class CountingObserver : IJournalObserver
{
    private int _stored;
    private int _failed;

    public int Entries => _stored;

    public int Failures => _failed;

    void IJournalObserver.Stored(int events) => Interlocked.Increment(ref _stored);

    void IJournalObserver.Failed(Exception cause) => Interlocked.Increment(ref _failed);
}
