using AgenticAi.Calls.Costs;
using AgenticAi.Conversations;
using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Tests.Costs;

public sealed class JournalSpendingTests : IAsyncDisposable
{
    private static readonly ConversationSettings Settings = new("gpt-realtime-2.1", "alloy", "pcm16", "Be kind.");

    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 22, 0, 0, TimeSpan.Zero));
    private readonly InMemoryJournal _journal = new();
    private readonly RecordingLoggerFactory _log = new();
    private readonly DayLedger _ledger;
    private readonly JournalSpending _spending;

    public JournalSpendingTests()
    {
        _ledger = new DayLedger(new BudgetLimits(null, 10), "USD", _time);
        _spending = Reading(_ledger);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private DateOnly Today => DaySpending.DayOf(_time.GetUtcNow());

    public ValueTask DisposeAsync() => _spending.DisposeAsync();

    [Fact]
    public async Task At_the_start_the_costs_of_today_are_read()
    {
        await HappenAsync("yesterday", Cost(7));
        _time.Advance(TimeSpan.FromHours(3));
        await HappenAsync("a", Cost(1), Cost(2.5m));
        await HappenAsync("b", Cost(4), Cost(9, "EUR"));
        await _spending.StartAsync(Cancelled);

        _ledger.Today.ShouldBe(new DaySpending(new DateOnly(2026, 11, 23), 7.5m));
        _ledger.SpentBesides("a").Amount.ShouldBe(4);
    }

    [Fact]
    public async Task A_call_over_midnight_counts_on_each_day_with_what_it_spent_on_it()
    {
        await HappenAsync("a", Cost(7));
        await _spending.ReadAsync(Cancelled);
        _ledger.Today.Amount.ShouldBe(7);
        _time.Advance(TimeSpan.FromHours(3));
        await HappenAsync("a", Cost(1));
        await _spending.ReadAsync(Cancelled);
        _ledger.Today.Amount.ShouldBe(1);

        var anew = new DayLedger(BudgetLimits.None, "USD", _time);
        await using JournalSpending other = Reading(anew);
        await other.ReadAsync(Cancelled);
        anew.Today.Amount.ShouldBe(1);
    }

    [Fact]
    public async Task What_others_write_is_read_from_time_to_time_and_nothing_is_counted_twice()
    {
        await HappenAsync("a", Cost(1));
        await _spending.StartAsync(Cancelled);
        await HappenAsync("a", Cost(1));
        await HappenAsync("b", Cost(3));
        _ledger.Book("b", new DaySpending(Today, 3));
        _ledger.Today.Amount.ShouldBe(4);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ledger.Reached += _ => told.TrySetResult();
        await HappenAsync("c", Cost(5));
        _time.Advance(TimeSpan.FromSeconds(30));
        await told.Task.Within();

        _ledger.Today.Amount.ShouldBe(10);
    }

    [Fact]
    public async Task A_journal_that_is_away_at_the_start_is_read_later()
    {
        bool isAway = true;
        _journal.BeforeList = () => isAway ? throw new JournalUnavailableException("the disk is gone") : Task.CompletedTask;
        var ledger = new DayLedger(new BudgetLimits(1, null), "USD", _time);
        await using JournalSpending spending = Reading(ledger);
        await HappenAsync("a", Cost(1));
        await spending.StartAsync(Cancelled);
        ledger.Today.Amount.ShouldBe(0);
        _log.Lines.ShouldContain(line => line.Message.Contains("tried again: the disk is gone"));

        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ledger.Reached += _ => told.TrySetResult();
        isAway = false;
        _time.Advance(TimeSpan.FromSeconds(30));
        await told.Task.Within();
        ledger.Today.Amount.ShouldBe(1);
    }

    private static CostReported Cost(decimal amount, string currency = "USD") =>
        new("r", CostSource.Response, "gpt-realtime-2.1", amount, currency, IsComplete: true);

    private JournalSpending Reading(DayLedger ledger) => new(ledger, _journal, _time, _log.CreateLogger<JournalSpending>());

    private Task HappenAsync(string conversation, params ConversationEvent[] events)
    {
        int known = _journal.Of(conversation).Count;
        ConversationEvent[] all = known > 0
            ? events
            : [new ConversationStarted(conversation, null, CallDirection.Inbound, "+1", "+2", Settings), .. events];
        DateTimeOffset now = _time.GetUtcNow();
        return _journal.StoreAsync(
            conversation,
            new JudgedCommand(new PressDigit("0"), now, known, all.Length),
            [.. all.Select((happened, i) => new JournaledEvent(conversation, known + 1 + i, now, happened))]);
    }
}
