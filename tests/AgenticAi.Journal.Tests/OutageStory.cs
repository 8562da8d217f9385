using AgenticAi.Conversations;
using AgenticAi.Testing;

namespace AgenticAi.Journal.Tests;

/// <summary>
/// Calls that go on while their journal cannot be written, after which everything is in it, in order and once. Nothing but the
/// storage is troubled: brains and journal are the real ones.
/// </summary>
internal sealed class OutageStory(IStoreFixture fixture, JournalStore journal) : IAsyncDisposable
{
    public const int CannotBeWritten = 5102;

    private const int Calls = 10;
    private const int Each = 30;

    private static readonly ConversationOptions Impatient = new()
    {
        FirstRetry = TimeSpan.FromMilliseconds(5),
        LongestRetry = TimeSpan.FromMilliseconds(20),
    };

    private readonly List<ConversationBrain> _brains = [];
    private int _told;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (ConversationBrain brain in _brains) await brain.DisposeAsync();
    }

    /// <summary>Calls begin, and what they tell first is stored.</summary>
    public async Task BeginAsync()
    {
        for (int call = 0; call < Calls; call++)
        {
            _brains.Add(new ConversationBrain(
                $"c{call}", journal, new NoEffects(), Impatient, TimeProvider.System, fixture.Logs.CreateLogger("brain")));
        }

        await TellAndStoreAsync();
    }

    /// <summary>The calls go on, and all they tell is stored.</summary>
    public async Task TellAndStoreAsync()
    {
        Tell();
        await Eventually.TrueAsync(
            () => _brains.TrueForAll(brain => brain.State.Sequence >= _told), $"the first {_told} events of each call in the journal");
    }

    /// <summary>The calls go on, and the journal says that something is wrong.</summary>
    public async Task NoticedAsync(int logged)
    {
        Tell();
        await fixture.Logs.WhenAsync(line => line.Event.Id == logged).Within();
        Tell();
        _brains.ShouldAllBe(brain => !brain.Completion.IsCompleted);
        if (logged == CannotBeWritten) journal.Health.FailingSince.ShouldNotBeNull();
    }

    /// <summary>The calls end, and everything is stored and can be judged again.</summary>
    public async Task EndAsync()
    {
        Tell();
        foreach (ConversationBrain brain in _brains) await brain.CompleteAsync().Within();

        for (int call = 0; call < Calls; call++)
        {
            ConversationRecording recording = await ConversationRecording.ReadAsync(journal, $"c{call}", Token);
            recording.Events.Select(entry => ((DigitPressed)entry.Event).Digit).ShouldBe(Enumerable.Range(0, _told).Select(Key));
            ReplayFinding finding = ReplayVerification.Of(recording);
            (finding.Outcome, finding.Commands, finding.WithoutCommands.Count).ShouldBe((ReplayOutcome.Same, _told, 0), finding.ToText());
        }

        BrainHealth health = _brains.Select(brain => brain.Health).Aggregate((one, other) => one.Plus(other));
        health.ShouldBe(BrainHealth.None with { JournalFailures = health.JournalFailures });
        journal.Health.Available.ShouldBeTrue();
        journal.Health.Waiting.ShouldBe(0);
    }

    private void Tell()
    {
        foreach (ConversationBrain brain in _brains)
        {
            for (int n = _told; n < _told + Each; n++) brain.TryTell(new PressDigit(Key(n))).ShouldBeTrue();
        }

        _told += Each;
    }

    // Long enough that some of them need a page of their own.
    private static string Key(int n) => $"{n} {new string('x', 300)}";

    private sealed class NoEffects : IConversationEffects
    {
        public void Perform(ConversationEffect effect)
        {
        }
    }
}
