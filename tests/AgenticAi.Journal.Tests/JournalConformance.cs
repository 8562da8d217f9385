using AgenticAi.Conversations;
using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;

namespace AgenticAi.Journal.Tests;

/// <summary>What every journal does, whatever it keeps its events in.</summary>
public abstract class JournalConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    protected IConversationJournal Journal { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => Journal = await OpenAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens the journal, closing the one that was open, on the same storage.</summary>
    protected abstract Task<IConversationJournal> OpenAsync();

    [Fact]
    public async Task What_was_appended_is_read_back_in_order_and_equal()
    {
        JournaledEvent[] events = [.. EventSamples.All.Select((sample, i) => new JournaledEvent("c1", i + 1, Noon.AddSeconds(i), sample))];

        await Journal.AppendAsync("c1", 0, events[..5], Token);
        await Journal.AppendAsync("c1", 5, events[5..], Token);

        (await ReadAsync("c1")).ShouldBe(events);
    }

    [Fact]
    public async Task An_unknown_conversation_is_empty()
    {
        (await ReadAsync("nobody")).ShouldBeEmpty();
        (await CommandsAsync("nobody")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Commands_are_read_back_in_order_and_equal_with_the_time_they_were_judged_with()
    {
        JudgedCommand[] judged =
        [
            .. CommandSamples.All.Select((sample, i) => new JudgedCommand(sample, Noon.AddTicks(1_234_567 + i), i, Events: 1)),
            new(new PressDigit("ignored"), Noon, CommandSamples.All.Count, Events: 0),
        ];
        JournaledEvent[] events = Digits("c1", 1, CommandSamples.All.Count);

        await Journal.AppendAsync("c1", 0, events[..5], judged[..5], Token);
        await Journal.AppendAsync("c1", 5, events[5..], judged[5..], Token);

        (await CommandsAsync("c1")).ShouldBe(judged);
        (await ReadAsync("c1")).ShouldBe(events);
    }

    [Fact]
    public async Task Commands_that_were_ignored_are_stored_without_events_and_take_no_sequence()
    {
        JudgedCommand ignored = new(new PressDigit("0"), Noon, 0, Events: 0);
        await Journal.AppendAsync("c1", 0, [], [ignored, ignored], Token);
        await Journal.AppendAsync("c1", 0, Digits("c1", 1, 2), [new(new PressDigit("12"), Noon, 0, Events: 2)], Token);
        await Journal.AppendAsync("c1", 2, [], [ignored with { AfterSequence = 2 }], Token);

        (await CommandsAsync("c1")).Select(judged => (judged.AfterSequence, judged.Events)).ShouldBe([(0, 0), (0, 0), (0, 2), (2, 0)]);
        (await ReadAsync("c1")).Count.ShouldBe(2);
        (await Should.ThrowAsync<JournalConflictException>(
            async () => await Journal.AppendAsync("c1", 1, [], [ignored with { AfterSequence = 1 }], Token))).LastSequence.ShouldBe(2);
        (await CommandsAsync("c1")).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Of_an_append_that_is_refused_no_command_is_stored()
    {
        await Journal.AppendAsync("c1", 0, Digits("c1", 1, 3), Token);

        await Should.ThrowAsync<JournalConflictException>(async () => await Journal.AppendAsync(
            "c1", 2, Digits("c1", 3, 3), [new(new PressDigit("3"), Noon, 2, Events: 1)], Token));
        await Should.ThrowAsync<Exception>(async () => await Journal.AppendAsync(
            "c1", 3, Digits("c1", 4, 4), [new(new PressDigit(null!), Noon, 3, Events: 1)], Token));

        (await CommandsAsync("c1")).ShouldBeEmpty();
        (await ReadAsync("c1")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Commands_that_are_not_those_of_the_events_are_refused()
    {
        await RefusedAsync(new JudgedCommand(new PressDigit("1"), Noon, 0, Events: 2));
        await RefusedAsync(new JudgedCommand(new PressDigit("1"), Noon, 0, Events: 0));
        await RefusedAsync(new JudgedCommand(new PressDigit("1"), Noon, 1, Events: 1));
        await RefusedAsync(new(new PressDigit("1"), Noon, 0, Events: 2), new(new PressDigit("1"), Noon, 2, Events: -1));
        (await ReadAsync("c1")).ShouldBeEmpty();

        async Task RefusedAsync(params JudgedCommand[] commands) => await Should.ThrowAsync<ArgumentException>(
            async () => await Journal.AppendAsync("c1", 0, Digits("c1", 1, 1), commands, Token));
    }

    [Fact]
    public async Task The_ids_of_all_conversations_are_read_once_each_and_in_order()
    {
        string[] ids = [.. Enumerable.Range(0, 1_203).Select(n => $"c{n}").Order(StringComparer.Ordinal)];
        await Task.WhenAll(ids.Select(async id => await Journal.AppendAsync(id, 0, Digits(id, 1, 3), Token)));
        await Journal.AppendAsync("told, and nothing happened", 0, [], [new(new PressDigit("1"), Noon, 0, Events: 0)], Token);

        (await Journal.ReadIdsAsync(Token).ToListAsync(Token)).ShouldBe([.. ids, "told, and nothing happened"]);
    }

    [Fact]
    public async Task Many_commands_are_read_whole_and_in_order()
    {
        JudgedCommand[] judged = [.. Enumerable.Range(0, 1_201).Select(n => new JudgedCommand(new PressDigit($"{n}"), Noon, 0, Events: 0))];

        await Journal.AppendAsync("c1", 0, [], judged, Token);

        (await CommandsAsync("c1")).ShouldBe(judged);
    }

    [Fact]
    public async Task Reading_can_begin_after_any_event()
    {
        await Journal.AppendAsync("c1", 0, Digits("c1", 1, 10), Token);

        (await ReadAsync("c1", 7)).Select(entry => entry.Sequence).ShouldBe([8, 9, 10]);
        (await ReadAsync("c1", 10)).ShouldBeEmpty();
        (await ReadAsync("c1", 99)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sequence_can_be_taken_once()
    {
        await Journal.AppendAsync("c1", 0, Digits("c1", 1, 3), Token);

        JournalConflictException conflict = await Should.ThrowAsync<JournalConflictException>(
            async () => await Journal.AppendAsync("c1", 2, Digits("c1", 3, 5), Token));

        (conflict.ConversationId, conflict.ExpectedSequence, conflict.LastSequence).ShouldBe(("c1", 2, 3));
        (await ReadAsync("c1")).ShouldBe(Digits("c1", 1, 3));
    }

    [Fact]
    public async Task A_history_has_no_gaps()
    {
        await Journal.AppendAsync("c1", 0, Digits("c1", 1, 3), Token);

        JournalConflictException conflict = await Should.ThrowAsync<JournalConflictException>(
            async () => await Journal.AppendAsync("c1", 4, Digits("c1", 5, 5), Token));

        conflict.LastSequence.ShouldBe(3);
        (await ReadAsync("c1")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Events_that_are_not_the_next_ones_of_their_conversation_are_refused()
    {
        await RefusedAsync([]);
        await RefusedAsync(Digits("c2", 1, 1));
        await RefusedAsync(Digits("c1", 2, 2));
        await RefusedAsync([.. Digits("c1", 1, 1), .. Digits("c1", 3, 3)]);
        (await ReadAsync("c1")).ShouldBeEmpty();

        async Task RefusedAsync(JournaledEvent[] events) =>
            await Should.ThrowAsync<ArgumentException>(async () => await Journal.AppendAsync("c1", 0, events, Token));
    }

    [Fact]
    public async Task An_event_that_has_no_stored_form_fails_its_append_whole()
    {
        JournaledEvent[] events = [.. Digits("c1", 1, 1), new JournaledEvent("c1", 2, Noon, new DigitPressed(null!))];

        await Should.ThrowAsync<Exception>(async () => await Journal.AppendAsync("c1", 0, events, Token));

        (await ReadAsync("c1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_append_that_was_cancelled_before_it_began_stores_nothing()
    {
        await Should.ThrowAsync<OperationCanceledException>(
            async () => await Journal.AppendAsync("c1", 0, Digits("c1", 1, 1), new CancellationToken(canceled: true)));

        (await ReadAsync("c1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Writers_of_one_conversation_never_overwrite_each_other()
    {
        const int Writers = 8;
        const int Each = 25;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer), Token))).Within();

        List<JournaledEvent> all = await ReadAsync("c1");
        all.Select(entry => entry.Sequence).ShouldBe(Enumerable.Range(1, Writers * Each).Select(n => (long)n));
        all.Select(entry => ((DigitPressed)entry.Event).Digit).ShouldBe(
            Enumerable.Range(0, Writers * Each).Select(n => $"{n / Each}/{n % Each}"), ignoreOrder: true);

        async Task WriteAsync(int writer)
        {
            long last = 0;
            for (int n = 0; n < Each; n++)
            {
                while (true)
                {
                    try
                    {
                        await Journal.AppendAsync("c1", last, [new("c1", last + 1, Noon, new DigitPressed($"{writer}/{n}"))], Token);
                        last++;
                        break;
                    }
                    catch (JournalConflictException conflict)
                    {
                        last = conflict.LastSequence;
                    }
                }
            }
        }
    }

    [Fact]
    public async Task Many_conversations_are_written_at_once_and_kept_apart()
    {
        string[] ids = [.. Enumerable.Range(0, 50).Select(n => $"c{n}")];

        await Task.WhenAll(ids.Select(id => Task.Run(
            async () =>
            {
                for (int n = 1; n <= 20; n++) await Journal.AppendAsync(id, n - 1, Digits(id, n, n), Token);
            },
            Token))).Within();

        foreach (string id in ids) (await ReadAsync(id)).ShouldBe(Digits(id, 1, 20));
    }

    [Fact]
    public async Task A_journal_opened_again_holds_what_was_there_and_goes_on()
    {
        await Journal.AppendAsync("c1", 0, Digits("c1", 1, 3), Token);

        IConversationJournal again = await OpenAsync();
        await again.AppendAsync("c1", 3, Digits("c1", 4, 4), Token);
        await Should.ThrowAsync<JournalConflictException>(async () => await again.AppendAsync("c1", 3, Digits("c1", 4, 4), Token));

        (await ReadAsync("c1", journal: again)).ShouldBe(Digits("c1", 1, 4));
    }

    [Fact]
    public async Task A_large_history_is_read_whole_and_in_order()
    {
        const int Count = 20_000;
        for (int n = 0; n < Count; n += 1_000) await Journal.AppendAsync("c1", n, Digits("c1", n + 1, n + 1_000), Token);

        long expected = 0;
        await foreach (JournaledEvent entry in Journal.ReadAsync("c1", 0, Token))
        {
            expected++;
            if (entry.Sequence != expected) break;
        }

        expected.ShouldBe(Count);
    }

    [Fact]
    public async Task A_reader_may_stop_in_the_middle_and_writing_goes_on()
    {
        await Journal.AppendAsync("c1", 0, Digits("c1", 1, 1_200), Token);

        await foreach (JournaledEvent entry in Journal.ReadAsync("c1", 0, Token))
        {
            if (entry.Sequence == 600) await Journal.AppendAsync("c1", 1_200, Digits("c1", 1_201, 1_201), Token);
            if (entry.Sequence == 700) break;
        }

        (await ReadAsync("c1")).Count.ShouldBe(1_201);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Grüß Gott · \"quoted\" \\ \u0000\u0001 \U0001F600 中文 <script>")]
    public async Task Any_text_is_kept_as_it_is(string text)
    {
        await Journal.AppendAsync("c1", 0, [new("c1", 1, Noon, new CallerSaid(text, text, text))], Token);

        (await ReadAsync("c1")).ShouldHaveSingleItem().Event.ShouldBe(new CallerSaid(text, text, text));
    }

    [Fact]
    public async Task A_long_text_is_kept_whole()
    {
        string text = string.Concat(Enumerable.Repeat("words and words ", 100_000));
        await Journal.AppendAsync("c1", 0, [new("c1", 1, Noon, new CallerSaid("i", text, null))], Token);

        (await ReadAsync("c1")).ShouldHaveSingleItem().Event.ShouldBe(new CallerSaid("i", text, null));
    }

    [Fact]
    public async Task Times_are_kept_to_the_microsecond_in_utc()
    {
        DateTimeOffset at = Noon.AddTicks(1_234_560);
        await Journal.AppendAsync("c1", 0, [new("c1", 1, at, new DigitPressed("1"))], Token);

        DateTimeOffset read = (await ReadAsync("c1")).ShouldHaveSingleItem().At;
        read.ShouldBe(at);
        read.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task The_list_shows_the_one_begun_last_first_with_its_start_and_end()
    {
        await ConversationAsync("old", Noon, ended: true);
        await ConversationAsync("new", Noon.AddHours(2), ended: false);
        await ConversationAsync("middle", Noon.AddHours(1), ended: true);

        IReadOnlyList<ConversationSummary> list = await Journal.ListAsync(new ConversationQuery(), Token);

        list.Select(summary => summary.ConversationId).ShouldBe(["new", "middle", "old"]);
        list[0].ShouldBe(new ConversationSummary("new", Noon.AddHours(2), 3, Started("new"), Ended: null, EndedAt: null));
        list[1].ShouldBe(new ConversationSummary(
            "middle", Noon.AddHours(1), 4, Started("middle"), new ConversationEnded(CallEndReason.Operator, null),
            Noon.AddHours(1).AddMinutes(4)));
    }

    [Fact]
    public async Task The_list_is_cut_at_its_limit_and_at_a_time()
    {
        for (int n = 0; n < 5; n++) await ConversationAsync($"c{n}", Noon.AddHours(n), ended: true);

        (await IdsAsync(new ConversationQuery { Limit = 2 })).ShouldBe(["c4", "c3"]);
        (await IdsAsync(new ConversationQuery { Since = Noon.AddHours(3) })).ShouldBe(["c4", "c3"]);
        (await IdsAsync(new ConversationQuery { Since = Noon.AddHours(1), Limit = 1 })).ShouldBe(["c4"]);
        (await IdsAsync(new ConversationQuery { Since = Noon.AddDays(1) })).ShouldBeEmpty();

        async Task<IEnumerable<string>> IdsAsync(ConversationQuery query) =>
            (await Journal.ListAsync(query, Token)).Select(summary => summary.ConversationId);
    }

    [Fact]
    public async Task A_conversation_whose_start_is_not_known_is_listed_all_the_same()
    {
        await Journal.AppendAsync("c1", 0, Digits("c1", 1, 2), Token);

        (await Journal.ListAsync(new ConversationQuery(), Token)).ShouldHaveSingleItem()
            .ShouldBe(new ConversationSummary("c1", Noon.AddSeconds(1), 2, Started: null, Ended: null, EndedAt: null));
    }

    protected static JournaledEvent[] Digits(string id, int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(n => new JournaledEvent(id, n, Noon.AddSeconds(n), new DigitPressed($"{n}")))];

    protected async Task<List<JournaledEvent>> ReadAsync(string id, long after = 0, IConversationJournal? journal = null) =>
        await (journal ?? Journal).ReadAsync(id, after, Token).ToListAsync(Token);

    private async Task<List<JudgedCommand>> CommandsAsync(string id) => await Journal.ReadCommandsAsync(id, Token).ToListAsync(Token);

    private static ConversationStarted Started(string id) => new(
        $"CA{id}", null, CallDirection.Outbound, "+1", "+2", new ConversationSettings("m", "v", "pcmu", "i"));

    // The start is the second event: what is known first may be the model's session.
    private async Task ConversationAsync(string id, DateTimeOffset at, bool ended)
    {
        ConversationEvent[] events =
        [
            new ModelConnected("s", "m"),
            Started(id),
            new DigitPressed("1"),
            .. ended ? [new ConversationEnded(CallEndReason.Operator, null)] : (ConversationEvent[])[],
        ];
        await Journal.AppendAsync(
            id, 0, [.. events.Select((e, i) => new JournaledEvent(id, i + 1, at.AddMinutes(i == 3 ? 4 : i), e))], Token);
    }
}
