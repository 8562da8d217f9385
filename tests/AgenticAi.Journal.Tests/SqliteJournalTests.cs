using AgenticAi.Conversations;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;

namespace AgenticAi.Journal.Tests;

public sealed class SqliteJournalTests : IAsyncDisposable
{
    private readonly SqliteFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Opening_makes_folder_file_and_tables_of_the_present_version_in_wal_mode()
    {
        await _fixture.OpenAsync();

        _fixture.Scalar("PRAGMA journal_mode").ShouldBe("wal");
        _fixture.Scalar("PRAGMA user_version").ShouldBe((long)JournalSchema.Version);
    }

    [Theory]
    [InlineData(JournalDurability.PowerLoss, 2)]
    [InlineData(JournalDurability.ProcessEnd, 1)]
    public async Task Durability_decides_whether_each_commit_is_synchronised(JournalDurability durability, long synchronous)
    {
        object? found = null;

        await _fixture.OpenAsync(
            new JournalOptions { Durability = durability }, connection => found = SqliteFixture.Scalar(connection, "PRAGMA synchronous"));

        found.ShouldBe(synchronous);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_left_alone()
    {
        await (await _fixture.OpenAsync()).DisposeAsync();
        _fixture.Execute("PRAGMA user_version = 99");

        (await Should.ThrowAsync<JournalSchemaException>(_fixture.OpenAsync())).Message.ShouldContain("schema version 99");
        _fixture.Scalar("PRAGMA user_version").ShouldBe(99L);
    }

    [Fact]
    public async Task A_database_of_something_else_is_refused_and_left_alone()
    {
        _fixture.Execute("CREATE TABLE invoices (id INTEGER)");

        (await Should.ThrowAsync<JournalSchemaException>(_fixture.OpenAsync())).Message.ShouldContain("not a journal");
        _fixture.Scalar("SELECT count(*) FROM sqlite_schema").ShouldBe(1L);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_fixture.Path)!);
        await File.WriteAllTextAsync(_fixture.Path, string.Concat(Enumerable.Repeat("no database ", 100)), Token);

        (await Should.ThrowAsync<JournalUnavailableException>(_fixture.OpenAsync())).Message.ShouldContain(_fixture.Path);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(Path.GetDirectoryName(_fixture.Path)!, "in the way", Token);

        (await Should.ThrowAsync<JournalUnavailableException>(_fixture.OpenAsync())).Message.ShouldContain(_fixture.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x.db;Mode=Memory")]
    [InlineData("Data Source=file:x.db")]
    [InlineData("Database of conversations")]
    [InlineData("Data Source=x.db;Colour=blue")]
    public async Task A_connection_string_that_names_no_file_is_refused(string connectionString) =>
        await Should.ThrowAsync<ArgumentException>(SqliteJournal.OpenAsync(
            connectionString, new JournalOptions(), TimeProvider.System, NullLogger.Instance, Token));

    [Fact]
    public async Task Appends_that_wait_share_a_transaction()
    {
        SqliteJournal journal = await _fixture.OpenAsync(new JournalOptions { MaxBatch = 20, BusyTimeoutSeconds = 30 });
        Task[] appends;
        using (_fixture.Lock())
        {
            Task first = await HeldAsync(journal);
            appends = [first, .. Enumerable.Range(0, 50).Select(n => AppendAsync(journal, $"c{n}", 1))];
            journal.Health.QueueDepth.ShouldBe(50);
            journal.Health.Waiting.ShouldBe(51);
        }

        await Task.WhenAll(appends).Within();
        journal.Health.ShouldBe(new JournalHealth(
            0, 0, 51, 51, 1 + 3, 0, 0, FilesLost: 0, FileLostAt: null, FailingSince: null, LastError: null));
    }

    [Fact]
    public async Task A_conflict_fails_its_append_and_not_the_others_of_the_transaction()
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        await AppendAsync(journal, "c1", 1).Within();
        Task before, conflict, after;
        using (_fixture.Lock())
        {
            await HeldAsync(journal);
            before = AppendAsync(journal, "c1", 2);
            conflict = AppendAsync(journal, "c1", 2);
            after = AppendAsync(journal, "c1", 3);
        }

        await before.Within();
        (await Should.ThrowAsync<JournalConflictException>(conflict.Within())).LastSequence.ShouldBe(2);
        await after.Within();
        journal.Health.Commits.ShouldBe(3);
        journal.Health.Conflicts.ShouldBe(1);
        _fixture.Scalar("SELECT count(*) FROM events WHERE conversation_id = 'c1'").ShouldBe(3L);
    }

    [Fact]
    public async Task An_event_that_does_not_fit_fails_its_append_whole_and_not_the_others_of_the_transaction()
    {
        SqliteJournal journal = await _fixture.OpenAsync(
            onWriterOpened: connection => raw.sqlite3_limit(connection.Handle, raw.SQLITE_LIMIT_LENGTH, 10_000));
        Task tooBig, other;
        using (_fixture.Lock())
        {
            await HeldAsync(journal);
            tooBig = journal.AppendAsync("c1", 0, [Event("c1", 1, "1"), Event("c1", 2, new string('x', 20_000))], Token).AsTask();
            other = AppendAsync(journal, "c2", 1);
        }

        await Should.ThrowAsync<ArgumentException>(tooBig.Within());
        await other.Within();
        _fixture.Scalar("SELECT count(*) FROM events WHERE conversation_id = 'c1'").ShouldBe(0L);
        journal.Health.Commits.ShouldBe(2);
        journal.Health.Available.ShouldBeTrue();
    }

    [Fact]
    public async Task A_full_queue_is_waited_for_as_long_as_the_caller_likes()
    {
        SqliteJournal journal = await _fixture.OpenAsync(new JournalOptions { QueueCapacity = 2, BusyTimeoutSeconds = 30 });
        using var enough = new CancellationTokenSource();
        Task first, second, third, waiting, impatient;
        using (_fixture.Lock())
        {
            first = await HeldAsync(journal);
            second = AppendAsync(journal, "c2", 1);
            third = AppendAsync(journal, "c3", 1);
            waiting = AppendAsync(journal, "c4", 1);
            impatient = AppendUntilAsync(journal, "c5", 1, enough.Token);
            journal.Health.QueueDepth.ShouldBe(2);
            journal.Health.Waiting.ShouldBe(5);
            await enough.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(impatient.Within());
        }

        await Task.WhenAll(first, second, third, waiting).Within();
        _fixture.Scalar("SELECT count(*) FROM events WHERE conversation_id IN ('c2', 'c3', 'c4', 'c5')").ShouldBe(3L);
    }

    [Fact]
    public async Task An_append_nobody_waits_for_any_more_is_not_written()
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        using var enough = new CancellationTokenSource();
        using (_fixture.Lock())
        {
            await HeldAsync(journal);
            Task abandoned = AppendUntilAsync(journal, "c1", 1, enough.Token);
            await enough.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(abandoned.Within());
        }

        await AppendAsync(journal, "c1", 1).Within();
    }

    [Fact]
    public async Task A_locked_file_fails_the_append_and_serves_again_when_it_is_free()
    {
        SqliteJournal journal = await _fixture.OpenAsync(new JournalOptions { BusyTimeoutSeconds = 1 });
        using (_fixture.Lock())
        {
            (await Should.ThrowAsync<JournalUnavailableException>(AppendAsync(journal, "c1", 1).Within())).Message.ShouldContain("locked");
            await Should.ThrowAsync<JournalUnavailableException>(AppendAsync(journal, "c1", 1).Within());
            journal.Health.Available.ShouldBeFalse();
            journal.Health.FailedAppends.ShouldBe(2);
            journal.Health.LastError.ShouldNotBeNull().ShouldContain(_fixture.Path);
        }

        await AppendAsync(journal, "c1", 1).Within();
        journal.Health.Available.ShouldBeTrue();
        _fixture.Logs.Lines.Select(line => line.Event.Id).ShouldBe([5101, 5102, 5103]);
    }

    [Fact]
    public async Task A_locked_file_can_be_read()
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        await AppendAsync(journal, "c1", 1).Within();
        using IDisposable held = _fixture.Lock();

        (await journal.ReadAsync("c1", 0, Token).CountAsync(Token)).ShouldBe(1);
        (await journal.ListAsync(new ConversationQuery(), Token)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("PRAGMA max_page_count = 8", "full")]
    [InlineData("PRAGMA query_only = ON", "readonly")]
    public async Task A_full_disk_or_a_file_that_may_not_be_written_fails_appends_and_serves_again_later(string trouble, string said)
    {
        int connections = 0;
        SqliteJournal journal = await _fixture.OpenAsync(onWriterOpened: connection =>
        {
            if (++connections == 1) SqliteFixture.Execute(connection, trouble);
        });

        long stored = 0;
        JournalUnavailableException failure = await Should.ThrowAsync<JournalUnavailableException>(async () =>
        {
            for (; stored < 100; stored++)
                await journal.AppendAsync("c1", stored, [Event("c1", stored + 1, new string('x', 3_000))], Token);
        });
        failure.Message.ShouldContain(said);

        await journal.AppendAsync("c1", stored, [Event("c1", stored + 1, "later")], Token);
        (await journal.ReadAsync("c1", 0, Token).CountAsync(Token)).ShouldBe((int)stored + 1);
        connections.ShouldBe(2);
    }

    [Fact]
    public async Task Closing_stores_what_waits_and_leaves_one_file()
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        Task[] appends;
        using (_fixture.Lock())
        {
            Task first = await HeldAsync(journal);
            appends = [first, .. Enumerable.Range(0, 30).Select(n => AppendAsync(journal, $"c{n}", 1))];
            await journal.ReadAsync("c1", 0, Token).CountAsync(Token);
        }

        await journal.DisposeAsync().Within();

        appends.ShouldAllBe(append => append.IsCompletedSuccessfully);
        Directory.GetFiles(Path.GetDirectoryName(_fixture.Path)!).ShouldBe([_fixture.Path]);
        await Should.ThrowAsync<ObjectDisposedException>(AppendAsync(journal, "c1", 2));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Two_programs_share_a_file()
    {
        SqliteJournal one = await _fixture.OpenAsync();
        SqliteJournal two = await _fixture.OpenAsync();

        for (int n = 1; n <= 10; n++) await AppendAsync(n % 2 == 0 ? one : two, "c1", n).Within();
        await Should.ThrowAsync<JournalConflictException>(AppendAsync(one, "c1", 10).Within());

        (await two.ReadAsync("c1", 0, Token).CountAsync(Token)).ShouldBe(10);
    }

    [Fact]
    public async Task An_event_of_a_newer_program_is_not_read_past()
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        await AppendAsync(journal, "c1", 1).Within();
        _fixture.Execute("UPDATE events SET version = 2");

        (await Should.ThrowAsync<UnknownEventException>(async () => await journal.ReadAsync("c1", 0, Token).CountAsync(Token)))
            .Message.ShouldContain("version 2 of the event 'digit-pressed'");
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new JournalOptions { QueueCapacity = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new JournalOptions { MaxBatch = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new JournalOptions { BusyTimeoutSeconds = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new JournalOptions { BusyTimeoutSeconds = 61 });
    }

    /// <summary>An append the writer has taken up and cannot finish while the file is locked.</summary>
    private static async Task<Task> HeldAsync(SqliteJournal journal)
    {
        Task held = AppendAsync(journal, "held", 1);
        while (journal.Health.QueueDepth > 0) await Task.Yield();
        held.IsCompleted.ShouldBeFalse();
        return held;
    }

    private static Task AppendAsync(SqliteJournal journal, string id, long sequence) => AppendUntilAsync(journal, id, sequence, Token);

    private static Task AppendUntilAsync(SqliteJournal journal, string id, long sequence, CancellationToken givenUp) =>
        journal.AppendAsync(id, sequence - 1, [Event(id, sequence, "1")], givenUp).AsTask();

    private static JournaledEvent Event(string id, long sequence, string digit) =>
        new(id, sequence, DateTimeOffset.UnixEpoch, new DigitPressed(digit));
}
