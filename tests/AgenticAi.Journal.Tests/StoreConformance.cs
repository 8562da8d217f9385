using AgenticAi.Conversations;
using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;

namespace AgenticAi.Journal.Tests;

/// <summary>What every journal does that is kept somewhere and shared with other programs.</summary>
public abstract class StoreConformance : IAsyncDisposable
{
    protected abstract IStoreFixture Fixture { get; }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Fixture.DisposeAsync();
    }

    [Fact]
    public async Task A_journal_of_the_version_without_commands_is_upgraded_and_gone_on_with()
    {
        Fixture.MakeOld(version: 1);
        Fixture.Execute("""INSERT INTO events VALUES ('old', 1, 7, 'digit-pressed', 1, '{"digit":"1"}')""");
        JournalStore journal = await Fixture.OpenAsync();

        Fixture.Version.ShouldBe(2);
        ReplayVerification.Of(await ConversationRecording.ReadAsync(journal, "old", Token)).Outcome.ShouldBe(ReplayOutcome.NotRecorded);

        JudgedCommand judged = new(new PressDigit("2"), DateTimeOffset.UnixEpoch, 1, Events: 1);
        await journal.AppendAsync("old", 1, [Event("old", 2, "2")], [judged], Token);
        ReplayFinding finding = ReplayVerification.Of(await ConversationRecording.ReadAsync(journal, "old", Token));
        finding.Outcome.ShouldBe(ReplayOutcome.Same);
        finding.WithoutCommands.ShouldBe([new EventRange(1, 1)]);
        (await journal.ListAsync(new ConversationQuery(), Token)).ShouldHaveSingleItem().Events.ShouldBe(2);
    }

    [Fact]
    public async Task Programs_that_make_a_journal_at_the_same_time_make_one()
    {
        JournalStore[] journals = await Task
            .WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Fixture.OpenAsync(), Token))).Within();

        for (int n = 0; n < journals.Length; n++) await AppendAsync(journals[n], "c1", n + 1).Within();
        (await journals[0].ReadAsync("c1", 0, Token).CountAsync(Token)).ShouldBe(journals.Length);
    }

    [Fact]
    public async Task A_command_of_a_newer_program_is_not_read_past()
    {
        JournalStore journal = await Fixture.OpenAsync();
        await journal.AppendAsync("c1", 0, [], [new(new PressDigit("1"), DateTimeOffset.UnixEpoch, 0, Events: 0)], Token);
        Fixture.Execute("UPDATE commands SET name = 'whistle'");

        (await Should.ThrowAsync<UnknownCommandException>(async () => await journal.ReadCommandsAsync("c1", Token).CountAsync(Token)))
            .Message.ShouldContain("a command 'whistle', which this version does not know");
    }

    [Fact]
    public async Task Commands_are_stored_in_the_transaction_of_their_events()
    {
        JournalStore journal = await Fixture.OpenAsync();
        JudgedCommand judged = new(new PressDigit("1"), DateTimeOffset.UnixEpoch, 0, Events: 1);

        await journal.AppendAsync("c1", 0, [Event("c1", 1, "1")], [judged], Token);
        await journal.AppendAsync("c1", 1, [], [judged with { AfterSequence = 1, Events = 0 }], Token);

        journal.Health.Commits.ShouldBe(2);
        (journal.Health.Appends, journal.Health.Events).ShouldBe((2, 1));
    }

    [Fact]
    public async Task A_journal_of_a_newer_version_is_refused_and_left_alone()
    {
        await (await Fixture.OpenAsync()).DisposeAsync();
        Fixture.Version = 99;

        (await Should.ThrowAsync<JournalSchemaException>(Fixture.OpenAsync())).Message.ShouldContain("schema version 99");
        Fixture.Version.ShouldBe(99);
    }

    [Fact]
    public async Task Appends_that_wait_share_a_transaction()
    {
        JournalStore journal = await Fixture.OpenAsync(new JournalOptions { MaxBatch = 20, BusyTimeoutSeconds = 30 });
        Task[] appends;
        using (Fixture.Lock())
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
        JournalStore journal = await Fixture.OpenAsync();
        await AppendAsync(journal, "c1", 1).Within();
        Task before, conflict, after;
        using (Fixture.Lock())
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
        Fixture.Scalar("SELECT count(*) FROM events WHERE conversation_id = 'c1'").ShouldBe(3L);
    }

    [Fact]
    public async Task A_full_queue_is_waited_for_as_long_as_the_caller_likes()
    {
        JournalStore journal = await Fixture.OpenAsync(new JournalOptions { QueueCapacity = 2, BusyTimeoutSeconds = 30 });
        using var enough = new CancellationTokenSource();
        Task first, second, third, waiting, impatient;
        using (Fixture.Lock())
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
        Fixture.Scalar("SELECT count(*) FROM events WHERE conversation_id IN ('c2', 'c3', 'c4', 'c5')").ShouldBe(3L);
    }

    [Fact]
    public async Task An_append_nobody_waits_for_any_more_is_not_written()
    {
        JournalStore journal = await Fixture.OpenAsync();
        using var enough = new CancellationTokenSource();
        using (Fixture.Lock())
        {
            await HeldAsync(journal);
            Task abandoned = AppendUntilAsync(journal, "c1", 1, enough.Token);
            await enough.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(abandoned.Within());
        }

        await AppendAsync(journal, "c1", 1).Within();
    }

    [Fact]
    public async Task A_locked_journal_fails_the_append_and_serves_again_when_it_is_free()
    {
        JournalStore journal = await Fixture.OpenAsync(new JournalOptions { BusyTimeoutSeconds = 1 });
        using (Fixture.Lock())
        {
            (await Should.ThrowAsync<JournalUnavailableException>(AppendAsync(journal, "c1", 1).Within())).Message.ShouldContain("lock");
            await Should.ThrowAsync<JournalUnavailableException>(AppendAsync(journal, "c1", 1).Within());
            journal.Health.Available.ShouldBeFalse();
            journal.Health.FailedAppends.ShouldBe(2);
            journal.Health.LastError.ShouldNotBeNull().ShouldContain(Fixture.Name);
        }

        await AppendAsync(journal, "c1", 1).Within();
        journal.Health.Available.ShouldBeTrue();
        Fixture.Logs.Lines.Select(line => line.Event.Id).ShouldBe([5101, 5102, 5103]);
    }

    [Fact]
    public async Task A_locked_journal_can_be_read()
    {
        JournalStore journal = await Fixture.OpenAsync();
        await AppendAsync(journal, "c1", 1).Within();
        using IDisposable held = Fixture.Lock();

        (await journal.ReadAsync("c1", 0, Token).CountAsync(Token)).ShouldBe(1);
        (await journal.ListAsync(new ConversationQuery(), Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_programs_share_a_journal()
    {
        JournalStore one = await Fixture.OpenAsync();
        JournalStore two = await Fixture.OpenAsync();

        for (int n = 1; n <= 10; n++) await AppendAsync(n % 2 == 0 ? one : two, "c1", n).Within();
        await Should.ThrowAsync<JournalConflictException>(AppendAsync(one, "c1", 10).Within());

        (await two.ReadAsync("c1", 0, Token).CountAsync(Token)).ShouldBe(10);
    }

    [Fact]
    public async Task An_event_of_a_newer_program_is_not_read_past()
    {
        JournalStore journal = await Fixture.OpenAsync();
        await AppendAsync(journal, "c1", 1).Within();
        Fixture.Execute("UPDATE events SET version = 2");

        (await Should.ThrowAsync<UnknownEventException>(async () => await journal.ReadAsync("c1", 0, Token).CountAsync(Token)))
            .Message.ShouldContain("version 2 of the event 'digit-pressed'");
    }

    /// <summary>An append the writer has taken up and cannot finish while the journal is locked.</summary>
    protected static async Task<Task> HeldAsync(JournalStore journal)
    {
        Task held = AppendAsync(journal, "held", 1);
        await Eventually.TrueAsync(() => journal.Health.QueueDepth == 0, "the writer to take the append up");
        held.IsCompleted.ShouldBeFalse();
        return held;
    }

    protected static Task AppendAsync(JournalStore journal, string id, long sequence) => AppendUntilAsync(journal, id, sequence, Token);

    protected static JournaledEvent Event(string id, long sequence, string digit) =>
        new(id, sequence, DateTimeOffset.UnixEpoch, new DigitPressed(digit));

    private static Task AppendUntilAsync(JournalStore journal, string id, long sequence, CancellationToken givenUp) =>
        journal.AppendAsync(id, sequence - 1, [Event(id, sequence, "1")], givenUp).AsTask();
}
