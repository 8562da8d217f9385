using AgenticAi.Conversations;
using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal.Tests;

/// <summary>The file of a journal is deleted, moved or replaced while it is open.</summary>
public sealed class LostFileTests : IAsyncDisposable
{
    private readonly SqliteFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Path.GetDirectoryName(_fixture.Path)!;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("the file", "journal.db")]
    [InlineData("the file and its log", "journal.db*")]
    [InlineData("the folder", null)]
    public async Task A_file_that_is_deleted_is_noticed_and_what_goes_on_goes_on_in_a_new_one(string what, string? pattern)
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        await StoreAsync(journal, "running", 1, Digits(5));
        await StoreAsync(journal, "over", 1, Digits(2), new ConversationEnded(CallEndReason.Operator, null));
        (await ReadAsync(journal, "running")).Count.ShouldBe(5);
        if (pattern is null) Directory.Delete(Folder, recursive: true);
        else Directory.GetFiles(Folder, pattern).ToList().ForEach(File.Delete);

        await StoreAsync(journal, "running", 6, new DigitPressed("6"));
        await StoreAsync(journal, "new", 1, new DigitPressed("1"));

        (await ReadAsync(journal, "running")).ShouldBe(["1", "2", "3", "4", "5", "6"], what);
        (await ReadAsync(journal, "new")).ShouldBe(["1"]);
        (await ReadAsync(journal, "over")).ShouldBeEmpty();
        _fixture.Scalar("PRAGMA integrity_check").ShouldBe("ok");
        _fixture.Scalar("SELECT count(*) FROM events").ShouldBe(7L);
        journal.Health.FilesLost.ShouldBe(1);
        journal.Health.FileLostAt.ShouldNotBeNull();
        journal.Health.FailedAppends.ShouldBe(0);
        journal.Health.Available.ShouldBeTrue();
        _fixture.Logs.Lines.Select(line => (line.Event.Id, line.Level)).ShouldBe([(5101, LogLevel.Information), (5104, LogLevel.Error)]);
        _fixture.Logs.Lines.Last().Message.ShouldContain("except 1 conversations");
    }

    [Fact]
    public async Task A_file_that_is_moved_is_whole_where_it_is_now()
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        await StoreAsync(journal, "over", 1, Digits(2), new ConversationEnded(CallEndReason.Operator, null));
        await StoreAsync(journal, "running", 1, Digits(5));
        string moved = Path.Combine(Folder, "kept.db");
        File.Move(_fixture.Path, moved);

        await StoreAsync(journal, "running", 6, new DigitPressed("6"));

        (await ReadAsync(journal, "running")).Count.ShouldBe(6);
        Count(moved).ShouldBe(3 + 5);
    }

    [Fact]
    public async Task A_file_that_takes_the_place_of_the_journal_is_gone_on_with()
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        await StoreAsync(journal, "running", 1, Digits(3));
        string copy = Path.Combine(Folder, "backup.db");
        _fixture.Execute($"VACUUM INTO '{copy}'");
        await StoreAsync(journal, "running", 4, new DigitPressed("4"), new DigitPressed("5"));
        await StoreAsync(journal, "younger", 1, new DigitPressed("1"));
        Directory.GetFiles(Folder, "journal.db*").ToList().ForEach(File.Delete);
        File.Move(copy, _fixture.Path);

        await StoreAsync(journal, "running", 6, new DigitPressed("6"));

        (await ReadAsync(journal, "running")).ShouldBe(["1", "2", "3", "4", "5", "6"]);
        (await ReadAsync(journal, "younger")).ShouldBe(["1"]);
        _fixture.Scalar("PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public async Task The_commands_of_what_goes_on_go_along_and_it_can_be_judged_again()
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        for (int n = 1; n <= 3; n++)
        {
            JournaledEvent entry = new("running", n, TimeProvider.System.GetUtcNow(), new DigitPressed($"{n}"));
            entry = entry with { At = entry.At.AddTicks(-(entry.At.Ticks % TimeSpan.TicksPerMicrosecond)) };
            await journal.AppendAsync("running", n - 1, [entry], [new(new PressDigit($"{n}"), entry.At, n - 1, Events: 1)], Token);
            if (n == 2) File.Delete(_fixture.Path);
        }

        ReplayFinding finding = ReplayVerification.Of(await ConversationRecording.ReadAsync(journal, "running", Token));
        (finding.Outcome, finding.Commands, finding.Events).ShouldBe((ReplayOutcome.Same, 3, 3), finding.ToText());
        _fixture.Scalar("SELECT group_concat(number) FROM commands").ShouldBe("1,2,3");
    }

    [Fact]
    public async Task Who_still_reads_the_deleted_file_reads_on_and_does_no_harm_to_the_new_one()
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        await StoreAsync(journal, "running", 1, Digits(300));
        using (SqliteConnection reader = _fixture.Connect())
        {
            SqliteFixture.Scalar(reader, "SELECT count(*) FROM events").ShouldBe(300L);
            File.Delete(_fixture.Path);
            await StoreAsync(journal, "running", 301, new DigitPressed("301"));
            SqliteFixture.Scalar(reader, "SELECT count(*) FROM events").ShouldBe(300L);
        }

        await StoreAsync(journal, "running", 302, new DigitPressed("302"));

        _fixture.Scalar("SELECT count(*) FROM events").ShouldBe(302L);
        _fixture.Scalar("PRAGMA integrity_check").ShouldBe("ok");
        journal.Health.FilesLost.ShouldBe(1);
    }

    [Fact]
    public async Task A_conversation_left_open_by_a_crash_long_ago_is_not_taken_along()
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        await journal.AppendAsync("old", 0, [new("old", 1, DateTimeOffset.UnixEpoch, new DigitPressed("1"))], Token);
        File.Delete(_fixture.Path);

        await StoreAsync(journal, "new", 1, new DigitPressed("1"));

        (await ReadAsync(journal, "old")).ShouldBeEmpty();
        _fixture.Logs.Lines.Last().Message.ShouldContain("except 0 conversations");
    }

    [Fact]
    public async Task What_goes_on_is_kept_until_a_new_file_can_be_made()
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        await StoreAsync(journal, "running", 1, Digits(3));
        Directory.Delete(Folder, recursive: true);
        await File.WriteAllTextAsync(Folder, "in the way", Token);
        for (int i = 0; i < 3; i++)
            await Should.ThrowAsync<JournalUnavailableException>(StoreAsync(journal, "running", 4, new DigitPressed("4")));
        journal.Health.Available.ShouldBeFalse();
        journal.Health.FilesLost.ShouldBe(1);
        File.Delete(Folder);

        await StoreAsync(journal, "running", 4, new DigitPressed("4"));

        (await ReadAsync(journal, "running")).ShouldBe(["1", "2", "3", "4"]);
        journal.Health.Available.ShouldBeTrue();
        _fixture.Logs.Lines.Select(line => line.Event.Id).ShouldBe([5101, 5104, 5102, 5103]);
    }

    [Fact]
    public async Task A_file_that_is_deleted_while_it_could_not_be_used_is_noticed_too()
    {
        SqliteJournal journal = await _fixture.OpenAsync(new JournalOptions { BusyTimeoutSeconds = 1 });
        await StoreAsync(journal, "running", 1, Digits(3));
        Task Append() => StoreAsync(journal, "running", 4, new DigitPressed("4"));
        using (_fixture.Lock()) await Should.ThrowAsync<JournalUnavailableException>(Append());
        Directory.Delete(Folder, recursive: true);

        (await Should.ThrowAsync<JournalConflictException>(Append())).LastSequence.ShouldBe(0);

        journal.Health.FilesLost.ShouldBe(1);
        _fixture.Logs.Lines.Select(line => line.Event.Id).ShouldBe([5101, 5102, 5104, 5103]);
    }

    [Fact]
    public async Task A_file_can_be_lost_more_than_once_and_nothing_of_it_stays_open()
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        for (int n = 1; n <= 4; n++)
        {
            await StoreAsync(journal, "running", n, new DigitPressed($"{n}"));
            (await ReadAsync(journal, "running")).Count.ShouldBe(n);
            File.Delete(_fixture.Path);
        }

        await StoreAsync(journal, "running", 5, new DigitPressed("5"));

        (await ReadAsync(journal, "running")).ShouldBe(["1", "2", "3", "4", "5"]);
        journal.Health.FilesLost.ShouldBe(4);
        OpenFiles().ShouldNotContain(file => file.EndsWith("(deleted)", StringComparison.Ordinal));
    }

    /// <summary>
    /// What this process has open in the folder of the journal, where the system tells
    /// (https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html).
    /// </summary>
    private IEnumerable<string> OpenFiles() => !OperatingSystem.IsLinux()
        ? []
        : Directory.GetFiles("/proc/self/fd")
            .Select(descriptor => new FileInfo(descriptor).LinkTarget)
            .OfType<string>()
            .Where(target => target.StartsWith(Folder, StringComparison.Ordinal));

    private static ConversationEvent[] Digits(int count) =>
        [.. Enumerable.Range(1, count).Select(n => (ConversationEvent)new DigitPressed($"{n}"))];

    private static Task StoreAsync(SqliteJournal journal, string id, long first, ConversationEvent[] events, ConversationEvent last) =>
        StoreAsync(journal, id, first, [.. events, last]);

    private static async Task StoreAsync(SqliteJournal journal, string id, long first, params ConversationEvent[] events)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await journal.AppendAsync(id, first - 1, [.. events.Select((e, i) => new JournaledEvent(id, first + i, now, e))], Token)
            .AsTask().Within();
    }

    private static async Task<List<string>> ReadAsync(SqliteJournal journal, string id) =>
        await journal.ReadAsync(id, 0, Token).Select(entry => ((DigitPressed)entry.Event).Digit).ToListAsync(Token);

    private static long Count(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return (long)SqliteFixture.Scalar(connection, "SELECT count(*) FROM events")!;
    }
}
