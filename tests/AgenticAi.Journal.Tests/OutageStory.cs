using AgenticAi.Conversations;
using AgenticAi.Conversations.Actors;
using AgenticAi.Journal.CrashWriter;
using AgenticAi.Testing;

namespace AgenticAi.Journal.Tests;

/// <summary>
/// Calls that go on while their journal cannot be written, after which everything is in it, in order and once. Nothing but the
/// storage is troubled: brains and journal are the real ones.
/// </summary>
internal sealed class OutageStory(IStoreFixture fixture, JournalNode node) : IAsyncDisposable
{
    public const int CannotBeUsed = 5102;

    private const int Calls = 10;
    private const int Each = 30;

    private static readonly RelayOptions Impatient = new()
    {
        Gather = TimeSpan.Zero,
        FirstRetry = TimeSpan.FromMilliseconds(5),
        LongestRetry = TimeSpan.FromMilliseconds(20),
        CompletionPatience = TimeSpan.FromMinutes(1),
    };

    private readonly List<BrainRelay> _brains = [];
    private int _told;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private JournalHealth Health => node.Database.Status.Health;

    public async ValueTask DisposeAsync()
    {
        foreach (BrainRelay brain in _brains) await brain.DisposeAsync();
    }

    /// <summary>Calls begin, and what they tell first is stored.</summary>
    public async Task BeginAsync()
    {
        for (int call = 0; call < Calls; call++) _brains.Add(node.Open($"c{call}", Impatient));
        await TellAndStoreAsync();
    }

    /// <summary>The calls go on, and all they tell is stored.</summary>
    public async Task TellAndStoreAsync()
    {
        Tell();
        await Task.WhenAll(_brains.Select(brain => brain.WhenAsync(state => state.Sequence >= _told))).Within();
    }

    /// <summary>The calls go on, and the journal says that something is wrong.</summary>
    public async Task NoticedAsync(int logged)
    {
        Tell();
        await fixture.Logs.WhenAsync(line => line.Event.Id == logged).Within();
        Tell();
        _brains.ShouldAllBe(brain => !brain.Completion.IsCompleted);
    }

    /// <summary>The calls end, and everything is stored and can be judged again.</summary>
    public async Task EndAsync()
    {
        Tell();
        foreach (BrainRelay brain in _brains) await brain.CompleteAsync().Within();

        for (int call = 0; call < Calls; call++)
        {
            ConversationRecording recording = await ConversationRecording.ReadAsync(node.Database.Archive, $"c{call}", Token);
            recording.Events.Select(entry => ((DigitPressed)entry.Event).Digit).ShouldBe(Enumerable.Range(0, _told).Select(Key));
            ReplayFinding finding = ReplayVerification.Of(recording);
            (finding.Outcome, finding.Commands).ShouldBe((ReplayOutcome.Same, _told), finding.ToText());
        }

        BrainHealth health = _brains.Select(brain => brain.Health).Aggregate((one, other) => one.Plus(other));
        health.ShouldBe(BrainHealth.None with { JournalFailures = health.JournalFailures });
        Health.Available.ShouldBeTrue();
    }

    private void Tell()
    {
        foreach (BrainRelay brain in _brains)
        {
            for (int n = _told; n < _told + Each; n++) brain.TryTell(new PressDigit(Key(n))).ShouldBeTrue();
        }

        _told += Each;
    }

    // Long enough that some of them need a page of their own.
    private static string Key(int n) => $"{n} {new string('x', 300)}";
}
