using AgenticAi.Conversations;
using AgenticAi.Testing;

namespace AgenticAi.Journal.Tests;

/// <summary>What every journal does, whatever it is kept in.</summary>
public abstract class StoreConformance : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    protected abstract IStoreFixture Fixture { get; }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected EntryWriter Writer { get; private set; } = null!;

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Fixture.DisposeAsync();
    }

    [Fact]
    public async Task A_journal_of_the_former_format_is_refused_with_advice_and_left_alone()
    {
        Fixture.MakeFormer();

        string message = (await Should.ThrowAsync<JournalSchemaException>(Fixture.OpenAsync())).Message;
        message.ShouldContain("of the former format (version 2)");
        message.ShouldContain("journal.connection");
        Fixture.Version.ShouldBe(2);
        Fixture.Scalar("SELECT count(*) FROM events").ShouldBe(1L);
    }

    [Fact]
    public async Task A_journal_of_a_newer_version_is_refused_and_left_alone()
    {
        await (await Fixture.OpenAsync()).DisposeAsync();
        Fixture.Version.ShouldBe(101);
        Fixture.Version = 199;

        (await Should.ThrowAsync<JournalSchemaException>(Fixture.OpenAsync())).Message.ShouldContain("schema version 199");
        Fixture.Version.ShouldBe(199);
    }

    [Fact]
    public async Task Programs_that_make_a_journal_at_the_same_time_make_one()
    {
        JournalDatabase[] journals = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Fixture.OpenAsync(), Token))).Within();

        new EntryWriter(Fixture).Store("c1", Noon, new PressDigit("1"));
        foreach (JournalDatabase journal in journals) (await journal.Archive.ReadAsync("c1", 0, Token).CountAsync(Token)).ShouldBe(1);
    }

    [Fact]
    public async Task Events_and_commands_are_read_as_they_were_stored_in_pages_too()
    {
        JournalDatabase journal = await OpenAsync();
        List<ConversationEntry> stored = [];
        for (int n = 0; n < 450; n++)
            stored.Add(Writer.Store("c1", Noon.AddTicks(n), new PressDigit($"{n}"), new ReportSpeech("nobody asked", SpeechOutcome.Spoken)));
        Writer.Store("c2", Noon, new PressDigit("of another"));

        List<JournaledEvent> events = await journal.Archive.ReadAsync("c1", 0, Token).ToListAsync(Token);
        events.ShouldBe(stored.SelectMany(entry => entry.Events));
        (await journal.Archive.ReadAsync("c1", 448, Token).Select(entry => entry.Sequence).ToListAsync(Token)).ShouldBe([449, 450]);
        List<ConversationEntry> entries = await journal.Archive.ReadEntriesAsync("c1", Token).ToListAsync(Token);
        entries.SelectMany(entry => entry.Commands).ShouldBe(stored.SelectMany(entry => entry.Commands));
        (await journal.Archive.ReadAsync("never heard of", 0, Token).CountAsync(Token)).ShouldBe(0);
        ReplayVerification.Of(await ConversationRecording.ReadAsync(journal.Archive, "c1", Token)).Outcome.ShouldBe(ReplayOutcome.Same);
    }

    [Fact]
    public async Task Ids_are_those_of_conversations_in_the_order_of_their_bytes()
    {
        JournalDatabase journal = await OpenAsync();
        string[] ids = [.. Enumerable.Range(0, 205).Select(n => $"c{n}"), "Z", "a", "ä"];
        foreach (string id in ids) Writer.Store(id, Noon, new PressDigit("1"));
        Writer.Store(ids[0], Noon, new PressDigit("2"));
        Fixture.Execute("UPDATE journal SET persistence_id = 'somebody else' WHERE persistence_id = 'conversation-c7'");

        (await journal.Archive.ReadIdsAsync(Token).ToListAsync(Token)).ShouldBe(
            ids.Where(id => id != "c7").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_entry_of_another_form_is_not_read_past()
    {
        JournalDatabase journal = await OpenAsync();
        Writer.Store("c1", Noon, new PressDigit("1"));
        Writer.Store("c1", Noon, "ce9", new PressDigit("2"));

        (await Should.ThrowAsync<UnknownEventException>(async () => await journal.Archive.ReadAsync("c1", 0, Token).CountAsync(Token)))
            .Message.ShouldContain("the form 'ce9'");
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_read_does_not_hold_up_the_lists_of_the_others()
    {
        JournalDatabase journal = await OpenAsync();
        Writer.Store("c1", Noon, new PressDigit("1"));
        Writer.Store("c1", Noon, "ce9", new PressDigit("2"));
        Writer.Store("c2", Noon.AddSeconds(1), new PressDigit("1"));
        await journal.ReadModel.CatchUpAsync(Token);

        (await ListAsync(journal, new ConversationQuery())).ShouldBe(["c2", "c1"]);
        Fixture.Logs.Lines.ShouldContain(line => line.Event.Id == 5106 && line.Message.Contains("c1"));
    }

    [Fact]
    public async Task A_list_is_filtered_by_time_number_end_and_cost_and_paged_without_gap_or_repetition()
    {
        JournalDatabase journal = await OpenAsync();
        for (int n = 0; n < 25; n++)
        {
            string number = n % 2 == 0 ? "+15550100" : "+15550101";
            // Some in the same microsecond.
            DateTimeOffset at = Noon.AddMinutes(n / 2);
            Writer.Store($"c{n:00}", at, Start(from: number, to: "+15550199"), Priced);
            Writer.Store($"c{n:00}", at, new ReportUsage("r", new TokenUsage(n, 0, n, 0, 0, 0, n, 0)));
            if (n % 5 == 0) Writer.Store($"c{n:00}", at, new EndConversation(CallEndReason.CallerHungUp, null));
        }

        await journal.ReadModel.CatchUpAsync(Token);
        string[] all = [.. Enumerable.Range(0, 25).OrderByDescending(n => n / 2).ThenBy(n => n).Select(n => $"c{n:00}")];
        (await ListAsync(journal, new ConversationQuery())).ShouldBe(all);
        (await ListAsync(journal, new ConversationQuery { Number = "+15550101" })).ShouldBe(all.Where(id => int.Parse(id[1..]) % 2 == 1));
        (await ListAsync(journal, new ConversationQuery { Number = "+15550199" })).ShouldBe(all);
        (await ListAsync(journal, new ConversationQuery { Since = Noon.AddMinutes(3), Until = Noon.AddMinutes(5) }))
            .ShouldBe(["c08", "c09", "c06", "c07"]);
        (await ListAsync(journal, new ConversationQuery { EndReason = CallEndReason.CallerHungUp }))
            .ShouldBe(all.Where(id => int.Parse(id[1..]) % 5 == 0));
        (await ListAsync(journal, new ConversationQuery { MinCost = 20 })).ShouldBe(all.Where(id => int.Parse(id[1..]) >= 20));

        List<string> paged = [];
        var query = new ConversationQuery { Limit = 4 };
        while (true)
        {
            IReadOnlyList<ConversationSummary> page = await journal.Archive.ListAsync(query, Token);
            paged.AddRange(page.Select(summary => summary.ConversationId));
            if (page.Count < query.Limit) break;
            query = query with { After = ConversationPosition.Of(page[^1]) };
        }

        paged.ShouldBe(all);
        ConversationSummary first = (await journal.Archive.ListAsync(new ConversationQuery { Limit = 1 }, Token)).Single();
        (first.Started!.From, first.Events, first.Cost, first.Ended).ShouldBe(("+15550100", 4, new Money(24, "USD"), null));
    }

    [Fact]
    public async Task What_a_day_has_cost_is_summed_by_conversation_over_midnight_too()
    {
        JournalDatabase journal = await OpenAsync();
        DateTimeOffset late = Noon.AddHours(11.9);
        Writer.Store("c1", late, Start(), Priced, new ReportUsage("r1", new TokenUsage(1, 0, 1, 0, 0, 0, 1, 0)));
        await journal.ReadModel.CatchUpAsync(Token);
        Writer.Store("c1", late, new ReportUsage("r2", new TokenUsage(2, 0, 2, 0, 0, 0, 2, 0)));
        Writer.Store("c1", late.AddHours(1), new ReportUsage("r3", new TokenUsage(4, 0, 4, 0, 0, 0, 4, 0)));
        Writer.Store("c2", late, Start());
        await journal.ReadModel.CatchUpAsync(Token);

        DateOnly today = DaySpending.DayOf(late);
        (await journal.Archive.SpendingAsync(today, "USD", Token)).ShouldBe([new ConversationSpending("c1", 3)]);
        (await journal.Archive.SpendingAsync(today.AddDays(1), "USD", Token)).ShouldBe([new ConversationSpending("c1", 4)]);
        (await journal.Archive.SpendingAsync(today, "EUR", Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task However_it_is_caught_up_with_the_read_model_is_what_the_entries_say_and_a_rebuild_changes_nothing()
    {
        JournalDatabase journal = await OpenAsync();
        JournalDatabase other = await Fixture.OpenAsync();
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (int n = 0; n < 150; n++)
        {
            string id = $"c{random.Next(8)}";
            ConversationCommand command = random.Next(5) switch
            {
                0 => Start(from: $"+1555010{random.Next(3)}"),
                1 => Priced,
                2 => new ReportUsage($"r{n}", new TokenUsage(n, 0, n, 0, 0, 0, n, 0)),
                3 => new PressDigit("1"),
                _ => random.Next(6) == 0 ? new EndConversation(CallEndReason.Operator, null) : new PressDigit("2"),
            };
            Writer.Store(id, Noon.AddMinutes(n * 20), command);
            if (random.Next(4) == 0) await journal.ReadModel.CatchUpAsync(Token);
            if (random.Next(8) == 0) await Task.WhenAll(journal.ReadModel.CatchUpAsync(Token), other.ReadModel.CatchUpAsync(Token));
        }

        await other.ReadModel.CatchUpAsync(Token);
        IReadOnlyList<string> followed = await ContentAsync(journal);
        await other.ReadModel.RebuildAsync(Token);
        (await ContentAsync(journal)).ShouldBe(followed, $"seed {seed}");
        followed.ShouldBe(await ExpectedAsync(journal), ignoreOrder: true, $"seed {seed}");
    }

    [Fact]
    public async Task An_entry_is_missed_by_nobody_who_writes_while_the_read_model_is_caught_up_with()
    {
        JournalDatabase journal = await OpenAsync();
        await journal.ReadModel.CatchUpAsync(Token);
        for (int n = 0; n < 30; n++)
        {
            Task catchingUp = journal.ReadModel.CatchUpAsync(Token);
            Writer.Store($"c{n}", Noon, new PressDigit("1"));
            await catchingUp;
        }

        await journal.ReadModel.CatchUpAsync(Token);
        (await ListAsync(journal, new ConversationQuery { Limit = 100 })).Count.ShouldBe(30);
    }

    [Fact]
    public async Task A_journal_that_is_locked_for_writing_can_be_read()
    {
        JournalDatabase journal = await OpenAsync();
        Writer.Store("c1", Noon, new PressDigit("1"));
        await journal.ReadModel.CatchUpAsync(Token);
        using (Fixture.Lock())
        {
            (await journal.Archive.ReadAsync("c1", 0, Token).CountAsync(Token).AsTask().Within()).ShouldBe(1);
            (await ListAsync(journal, new ConversationQuery()).Within()).ShouldBe(["c1"]);
        }
    }

    private protected static StartConversation Start(string from = "+15550100", string to = "+15550199") => new(
        "CA1", "MZ1", CallDirection.Inbound, from, to, new ConversationSettings("gpt-realtime-2.1", "alloy", "pcm16", "Be kind."));

    /// <summary>One dollar for each token that is spoken.</summary>
    private static AdoptPolicy Priced { get; } = new(new ConversationPolicy
    {
        Budget = new BudgetPolicy
        {
            Currency = "USD",
            PricesAsOf = new DateOnly(2026, 11, 1),
            Voice = new ModelPrice("gpt-realtime-2.1") { AudioOut = 1_000_000 },
        },
    });

    private protected async Task<JournalDatabase> OpenAsync()
    {
        JournalDatabase journal = await Fixture.OpenAsync();
        Writer = new EntryWriter(Fixture);
        return journal;
    }

    private static async Task<IReadOnlyList<string>> ListAsync(JournalDatabase journal, ConversationQuery query) =>
        [.. (await journal.Archive.ListAsync(query, Token)).Select(summary => summary.ConversationId)];

    private static async Task<IReadOnlyList<string>> ContentAsync(JournalDatabase journal)
    {
        IReadOnlyList<ConversationSummary> listed = await journal.Archive.ListAsync(new ConversationQuery(), Token);
        List<string> content = [.. listed.Select(TextOf)];
        for (DateOnly day = DaySpending.DayOf(Noon); day < DaySpending.DayOf(Noon).AddDays(4); day = day.AddDays(1))
            content.AddRange((await journal.Archive.SpendingAsync(day, "USD", Token)).Select(spent => $"{day} {spent.ConversationId} {spent.Amount:0.##}"));
        return content;
    }

    /// <summary>The same from the events, by the rules of conversations.</summary>
    private static async Task<IReadOnlyList<string>> ExpectedAsync(JournalDatabase journal)
    {
        List<string> content = [];
        await foreach (string id in journal.Archive.ReadIdsAsync(Token))
        {
            List<JournaledEvent> events = await journal.Archive.ReadAsync(id, 0, Token).ToListAsync(Token);
            if (events.Count == 0) continue;
            ConversationState state = ConversationRules.Apply(ConversationState.New(id), events);
            content.Add(TextOf(new ConversationSummary(
                id, events[0].At, events.Count, state.Started, state.Ended, state.EndedAt,
                state.Cost.Total > 0 ? new Money(state.Cost.Total, "USD") : null)));
            content.AddRange(events.Where(entry => entry.Event is CostReported { Amount: > 0 }).GroupBy(entry => DaySpending.DayOf(entry.At))
                .Select(day => $"{day.Key} {id} {day.Sum(entry => ((CostReported)entry.Event).Amount):0.##}"));
        }

        return content;
    }

    private static string TextOf(ConversationSummary summary) =>
        $"{summary.ConversationId} {summary.FirstEventAt:O} {summary.Events} {summary.Started} {summary.Ended} {summary.EndedAt:O} "
        + (summary.Cost is { Amount: > 0 } cost ? $"{cost.Amount:0.##} {cost.Currency}" : "");
}
