using AgenticAi.Testing;

namespace AgenticAi.Conversations.Tests;

/// <summary>A brain for the conversation "c1" with all that is round it.</summary>
internal sealed class BrainFixture : IAsyncDisposable
{
    public BrainFixture(
        InMemoryJournal? stored = null,
        Func<InMemoryJournal, IConversationJournal>? journal = null,
        Action<ConversationEffect>? onPerform = null,
        ConversationOptions? options = null,
        TimeProvider? time = null)
    {
        Stored = stored ?? new InMemoryJournal();
        Effects = new RecordingEffects { OnPerform = onPerform ?? (static _ => { }) };
        Brain = new ConversationBrain(
            "c1",
            journal?.Invoke(Stored) ?? Stored,
            Effects,
            options ?? new ConversationOptions { FirstRetry = TimeSpan.FromMilliseconds(1) },
            time ?? TimeProvider.System,
            Logs.CreateLogger("brain"));
    }

    public InMemoryJournal Stored { get; }

    public RecordingEffects Effects { get; }

    public RecordingLoggerFactory Logs { get; } = new();

    public ConversationBrain Brain { get; }

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

    public ValueTask DisposeAsync() => Brain.DisposeAsync();
}
