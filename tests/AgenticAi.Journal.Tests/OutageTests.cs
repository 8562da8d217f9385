using AgenticAi.Conversations;
using AgenticAi.Testing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AgenticAi.Journal.Tests;

/// <summary>
/// Calls go on while their journal cannot be written, and afterwards everything is in it, in order and once. Nothing but the journal
/// is replaced: brains, file and lock are the real ones.
/// </summary>
public sealed class OutageTests : IAsyncDisposable
{
    private const int Calls = 10;
    private const int Each = 30;
    private const int CannotBeWritten = 5102;
    private const int FileLost = 5104;

    private readonly SqliteFixture _fixture = new();
    private readonly List<ConversationBrain> _brains = [];
    private SqliteConnection? _writer;
    private string? _trouble;
    private SqliteJournal _journal = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Path.GetDirectoryName(_fixture.Path)!;

    public async ValueTask DisposeAsync()
    {
        foreach (ConversationBrain brain in _brains) await brain.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Theory]
    [InlineData("PRAGMA max_page_count = 1", "full")]
    [InlineData("PRAGMA query_only = ON", "readonly")]
    public async Task A_disk_that_is_full_or_a_file_that_may_not_be_written(string trouble, string said)
    {
        await BeginAsync();

        Volatile.Write(ref _trouble, trouble);
        raw.sqlite3_exec(_writer!.Handle, trouble);
        await NoticedAsync(CannotBeWritten);
        _journal.Health.LastError.ShouldNotBeNull().ShouldContain(said);
        Volatile.Write(ref _trouble, null);

        await EndAsync();
    }

    [Fact]
    public async Task A_file_that_another_program_locks_for_long()
    {
        await BeginAsync();

        using (_fixture.Lock()) await NoticedAsync(CannotBeWritten);

        await EndAsync();
    }

    [Fact]
    public async Task A_file_that_is_deleted()
    {
        await BeginAsync();

        File.Delete(_fixture.Path);
        await NoticedAsync(FileLost);

        await EndAsync();
        _journal.Health.FailedAppends.ShouldBe(0);
    }

    [Fact]
    public async Task A_folder_that_is_deleted_and_cannot_be_made_again_for_some_time()
    {
        await BeginAsync();

        Directory.Delete(Folder, recursive: true);
        await File.WriteAllTextAsync(Folder, "in the way", Token);
        await NoticedAsync(CannotBeWritten);
        File.Delete(Folder);

        await EndAsync();
        _journal.Health.FilesLost.ShouldBe(1);
    }

    private async Task BeginAsync()
    {
        _journal = await _fixture.OpenAsync(new JournalOptions { BusyTimeoutSeconds = 1 }, connection =>
        {
            _writer = connection;
            if (Volatile.Read(ref _trouble) is { } trouble) SqliteFixture.Execute(connection, trouble);
        });
        for (int call = 0; call < Calls; call++)
        {
            _brains.Add(new ConversationBrain(
                $"c{call}",
                _journal,
                new NoEffects(),
                new ConversationOptions { FirstRetry = TimeSpan.FromMilliseconds(5), LongestRetry = TimeSpan.FromMilliseconds(20) },
                TimeProvider.System,
                _fixture.Logs.CreateLogger("brain")));
        }

        Tell(0);
        while (_brains.Exists(brain => brain.State.Sequence < Each)) await Task.Yield();
    }

    /// <summary>The calls go on, and the journal says that something is wrong.</summary>
    private async Task NoticedAsync(int logged)
    {
        Tell(1);
        await _fixture.Logs.WhenAsync(line => line.Event.Id == logged);
        Tell(2);
        _brains.ShouldAllBe(brain => !brain.Completion.IsCompleted);
        if (logged == CannotBeWritten) _journal.Health.FailingSince.ShouldNotBeNull();
    }

    private async Task EndAsync()
    {
        Tell(3);
        foreach (ConversationBrain brain in _brains) await brain.CompleteAsync().Within();

        for (int call = 0; call < Calls; call++)
        {
            List<string> stored = await _journal.ReadAsync($"c{call}", 0, Token)
                .Select(entry => ((DigitPressed)entry.Event).Digit).ToListAsync(Token);
            stored.ShouldBe(Enumerable.Range(0, 4 * Each).Select(Key));
        }

        BrainHealth health = _brains.Select(brain => brain.Health).Aggregate((one, other) => one.Plus(other));
        health.ShouldBe(BrainHealth.None with { JournalFailures = health.JournalFailures });
        _journal.Health.Available.ShouldBeTrue();
        _journal.Health.Waiting.ShouldBe(0);
        _journal.Health.Events.ShouldBeGreaterThanOrEqualTo(Calls * 4 * Each);
        _fixture.Scalar("PRAGMA integrity_check").ShouldBe("ok");
        _fixture.Logs.ShouldHaveNoErrors("cannot be written", "was deleted or moved");
        _fixture.Logs.Lines.Count(line => line.Event.Id == CannotBeWritten).ShouldBeLessThanOrEqualTo(1);
    }

    private void Tell(int quarter)
    {
        foreach (ConversationBrain brain in _brains)
        {
            for (int n = quarter * Each; n < (quarter + 1) * Each; n++) brain.TryTell(new PressDigit(Key(n))).ShouldBeTrue();
        }
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
