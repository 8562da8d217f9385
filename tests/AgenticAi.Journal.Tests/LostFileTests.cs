using AgenticAi.Conversations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal.Tests;

/// <summary>The file of a journal is deleted, moved or replaced while it is open.</summary>
public sealed class LostFileTests : IAsyncDisposable
{
    private readonly SqliteFixture _fixture = new();
    private EntryWriter _writer = null!;
    private JournalDatabase _journal = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Path.GetDirectoryName(_fixture.Path)!;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("the file", "journal.db")]
    [InlineData("the file and its log", "journal.db*")]
    [InlineData("the folder", null)]
    public async Task A_file_that_is_deleted_is_noticed_and_what_goes_on_goes_on_in_a_new_one(string what, string? pattern)
    {
        await OpenAsync();
        Store("running", 1, 2, 3, 4, 5);
        Store("over", 1, 2);
        End("over");
        (await ReadAsync("running")).Count.ShouldBe(5);
        if (pattern is null) Directory.Delete(Folder, recursive: true);
        else Directory.GetFiles(Folder, pattern).ToList().ForEach(File.Delete);

        Store("running", 6);
        Store("new", 1);

        (await ReadAsync("running")).ShouldBe(["1", "2", "3", "4", "5", "6"], what);
        (await ReadAsync("new")).ShouldBe(["1"]);
        (await ReadAsync("over")).ShouldBeEmpty();
        _fixture.Scalar("PRAGMA integrity_check").ShouldBe("ok");
        (_journal.Status.Health.FilesLost, _journal.Status.Health.FileLostAt.HasValue).ShouldBe((1, true));
        _fixture.Logs.Lines.Select(line => (line.Event.Id, line.Level)).ShouldBe([(5101, LogLevel.Information), (5104, LogLevel.Error)]);
        _fixture.Logs.Lines.Last().Message.ShouldContain("except 1 conversations");
        ReplayVerification.Of(await ConversationRecording.ReadAsync(_journal.Archive, "running", Token)).Outcome.ShouldBe(ReplayOutcome.Same);
    }

    [Fact]
    public async Task What_the_read_model_knows_to_be_over_is_left_and_the_new_file_has_lists_of_its_own()
    {
        await OpenAsync();
        Store("over", 1);
        End("over");
        Store("running", 1);
        await _journal.ReadModel.CatchUpAsync(Token);
        File.Delete(_fixture.Path);
        Store("running", 2);
        await _journal.ReadModel.CatchUpAsync(Token);

        ConversationSummary listed = (await _journal.Archive.ListAsync(new ConversationQuery(), Token)).ShouldHaveSingleItem();
        (listed.ConversationId, listed.Events).ShouldBe(("running", 2));
    }

    [Fact]
    public async Task A_file_that_is_moved_is_whole_where_it_is_now()
    {
        await OpenAsync();
        Store("over", 1, 2);
        End("over");
        Store("running", 1, 2, 3, 4, 5);
        string moved = Path.Combine(Folder, "kept.db");
        File.Move(_fixture.Path, moved);

        Store("running", 6);

        (await ReadAsync("running")).Count.ShouldBe(6);
        Count(moved).ShouldBe(3 + 5);
    }

    [Fact]
    public async Task A_file_that_takes_the_place_of_the_journal_is_gone_on_with()
    {
        await OpenAsync();
        Store("running", 1, 2, 3);
        string copy = Path.Combine(Folder, "backup.db");
        _fixture.Execute($"VACUUM INTO '{copy}'");
        Store("running", 4, 5);
        Store("younger", 1);
        Directory.GetFiles(Folder, "journal.db*").ToList().ForEach(File.Delete);
        File.Move(copy, _fixture.Path);

        Store("running", 6);

        (await ReadAsync("running")).ShouldBe(["1", "2", "3", "4", "5", "6"]);
        (await ReadAsync("younger")).ShouldBe(["1"]);
        _fixture.Scalar("PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public async Task Who_still_reads_the_deleted_file_reads_on_and_does_no_harm_to_the_new_one()
    {
        await OpenAsync();
        Store("running", [.. Enumerable.Range(1, 100)]);
        using (SqliteConnection reader = _fixture.ConnectToFile())
        {
            StoreFixture.Scalar(reader, "SELECT count(*) FROM journal").ShouldBe(100L);
            File.Delete(_fixture.Path);
            Store("running", 101);
            StoreFixture.Scalar(reader, "SELECT count(*) FROM journal").ShouldBe(100L);
        }

        Store("running", 102);

        _fixture.Scalar("SELECT count(*) FROM journal").ShouldBe(102L);
        _fixture.Scalar("PRAGMA integrity_check").ShouldBe("ok");
        _journal.Status.Health.FilesLost.ShouldBe(1);
    }

    [Fact]
    public async Task A_conversation_left_open_by_a_crash_long_ago_is_not_taken_along()
    {
        await OpenAsync();
        _writer.Store("old", DateTimeOffset.UnixEpoch, new PressDigit("1"));
        await _journal.ReadModel.CatchUpAsync(Token);
        File.Delete(_fixture.Path);

        Store("new", 1);

        (await ReadAsync("old")).ShouldBeEmpty();
        _fixture.Logs.Lines.Last().Message.ShouldContain("except 0 conversations");
    }

    [Fact]
    public async Task What_goes_on_is_kept_until_a_new_file_can_be_made()
    {
        await OpenAsync();
        Store("running", 1, 2, 3);
        Directory.Delete(Folder, recursive: true);
        await File.WriteAllTextAsync(Folder, "in the way", Token);
        for (int i = 0; i < 3; i++) Should.Throw<IOException>(_journal.BeforeOpen);
        await Should.ThrowAsync<JournalUnavailableException>(ReadAsync("running"));
        _journal.Status.Health.FilesLost.ShouldBe(0);
        File.Delete(Folder);

        Store("running", 4);

        (await ReadAsync("running")).ShouldBe(["1", "2", "3", "4"]);
        _journal.Status.Health.FilesLost.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_can_be_lost_more_than_once_and_nothing_of_it_stays_open()
    {
        await OpenAsync();
        for (int n = 1; n <= 4; n++)
        {
            Store("running", n);
            (await ReadAsync("running")).Count.ShouldBe(n);
            File.Delete(_fixture.Path);
        }

        Store("running", 5);

        (await ReadAsync("running")).ShouldBe(["1", "2", "3", "4", "5"]);
        _journal.Status.Health.FilesLost.ShouldBe(4);
        OpenFiles().ShouldNotContain(file => file.EndsWith("(deleted)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_that_is_kept_from_before_is_refused_once_and_not_kept_again()
    {
        await OpenAsync();
        using var kept = new SqliteConnection(_journal.ConnectionString);
        await kept.OpenAsync(Token);
        _journal.AfterOpen(kept);
        File.Delete(_fixture.Path);

        Should.Throw<IOException>(() => _journal.AfterOpen(kept)).Message.ShouldContain(_fixture.Path);
    }

    private async Task OpenAsync()
    {
        _journal = await _fixture.OpenAsync();
        _writer = new EntryWriter(_fixture);
    }

    private void Store(string id, params int[] digits)
    {
        _journal.BeforeOpen();
        foreach (int digit in digits) _writer.Store(id, TimeProvider.System.GetUtcNow(), new PressDigit($"{digit}"));
    }

    private void End(string id) => _writer.Store(id, TimeProvider.System.GetUtcNow(), new EndConversation(CallEndReason.Operator, null));

    private async Task<List<string>> ReadAsync(string id) =>
        await _journal.Archive.ReadAsync(id, 0, Token).Select(entry => entry.Event).OfType<DigitPressed>().Select(pressed => pressed.Digit).ToListAsync(Token);

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

    private static long Count(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return (long)StoreFixture.Scalar(connection, "SELECT count(*) FROM journal")!;
    }
}
