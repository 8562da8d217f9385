using AgenticAi.Calls.Costs;
using AgenticAi.Conversations;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Costs;

public sealed class DayLedgerTests
{
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 23, 0, 0, TimeSpan.Zero));
    private readonly List<string?> _reached = [];

    private DateOnly Today => DaySpending.DayOf(_time.GetUtcNow());

    [Fact]
    public void What_conversations_spend_is_added_up_and_each_knows_what_the_others_spent()
    {
        DayLedger ledger = Open(new BudgetLimits(5, 10));
        ledger.Book("a", Own(1));
        ledger.Book("b", Own(2));
        ledger.Book("a", Own(1.5m));

        ledger.Today.ShouldBe(Own(3.5m));
        ledger.SpentBesides("a").ShouldBe(Own(2));
        ledger.SpentBesides("c").ShouldBe(Own(3.5m));
        _reached.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_told_twice_or_late_is_counted_once()
    {
        DayLedger ledger = Open(BudgetLimits.None);
        ledger.Book("a", Own(2));
        ledger.Book("a", Own(2));
        ledger.Book("a", Own(1));

        ledger.Today.Amount.ShouldBe(2);
    }

    [Fact]
    public void All_are_told_when_a_limit_is_reached_and_then_those_who_go_on_spending()
    {
        DayLedger ledger = Open(new BudgetLimits(5, 10));
        ledger.Book("a", Own(5));
        ledger.Book("b", Own(1));
        ledger.IsSpent.ShouldBeFalse();
        ledger.Book("b", Own(5));
        ledger.IsSpent.ShouldBeTrue();
        ledger.Book("a", Own(6));

        _reached.ShouldBe([null, "b", null, "a"]);
    }

    [Fact]
    public void Without_a_hard_limit_a_day_is_never_spent()
    {
        DayLedger ledger = Open(new BudgetLimits(5, null));
        ledger.Book("a", Own(500));
        ledger.IsSpent.ShouldBeFalse();
        _reached.ShouldBe([null]);
    }

    [Fact]
    public void At_midnight_everything_begins_anew()
    {
        DayLedger ledger = Open(new BudgetLimits(null, 10));
        ledger.Book("a", Own(10));
        DaySpending yesterday = Own(11);
        ledger.IsSpent.ShouldBeTrue();
        _time.Advance(TimeSpan.FromHours(1));

        ledger.IsSpent.ShouldBeFalse();
        ledger.Book("a", yesterday);
        ledger.Today.ShouldBe(new DaySpending(new DateOnly(2026, 11, 23), 0));
        ledger.Book("a", Own(0.5m));
        ledger.Today.Amount.ShouldBe(0.5m);
    }

    private DayLedger Open(BudgetLimits limits)
    {
        var ledger = new DayLedger(limits, "USD", _time);
        ledger.Reached += _reached.Add;
        return ledger;
    }

    private DaySpending Own(decimal amount) => new(Today, amount);
}
