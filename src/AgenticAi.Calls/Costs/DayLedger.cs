using AgenticAi.Conversations;

namespace AgenticAi.Calls.Costs;

/// <summary>
/// What all calls of the day cost together, and whether that is as much as a day may cost. Days begin at midnight UTC. Each conversation
/// is kept with the sum it has told, so it may be told twice, and by those who read it from the journal as well. Safe for use from any
/// thread.
/// </summary>
/// <param name="limits">What a day may cost.</param>
/// <param name="currency">The currency of the limits.</param>
/// <param name="time">Says which day it is.</param>
public sealed class DayLedger(BudgetLimits limits, string currency, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, decimal> _spent = new(StringComparer.Ordinal);
    private DateOnly _day;
    private decimal _total;

    /// <summary>The currency of all amounts in here.</summary>
    public string Currency => currency;

    /// <summary>
    /// Told that a limit is reached: with null when it has just been, which concerns every call; from then on with each conversation
    /// that spends more. Must return at once.
    /// </summary>
    public event Action<string?>? Reached;

    /// <summary>What was spent today.</summary>
    public DaySpending Today
    {
        get
        {
            lock (_gate)
            {
                BeginDay();
                return new DaySpending(_day, _total);
            }
        }
    }

    /// <summary>True while no further call may begin.</summary>
    public bool IsSpent => LevelOf(Today.Amount) == Level.Hard;

    private enum Level
    {
        None,
        Soft,
        Hard,
    }

    /// <summary>What conversations other than this one have spent today.</summary>
    public DaySpending SpentBesides(string conversationId)
    {
        lock (_gate)
        {
            BeginDay();
            return new DaySpending(_day, _total - _spent.GetValueOrDefault(conversationId));
        }
    }

    /// <summary>
    /// Takes down what a conversation has spent on a day so far. Less than is known already, or another day, changes nothing.
    /// </summary>
    public void Book(string conversationId, DaySpending own)
    {
        ArgumentNullException.ThrowIfNull(own);
        Level before;
        Level after;
        lock (_gate)
        {
            BeginDay();
            decimal known = _spent.GetValueOrDefault(conversationId);
            if (own.Day != _day || own.Amount <= known) return;
            before = LevelOf(_total);
            _spent[conversationId] = own.Amount;
            _total += own.Amount - known;
            after = LevelOf(_total);
        }

        if (after > before) Reached?.Invoke(null);
        else if (after > Level.None) Reached?.Invoke(conversationId);
    }

    private void BeginDay()
    {
        DateOnly today = DaySpending.DayOf(time.GetUtcNow());
        if (today <= _day) return;
        (_day, _total) = (today, 0);
        _spent.Clear();
    }

    private Level LevelOf(decimal total) => total >= limits.Hard ? Level.Hard : total >= limits.Soft ? Level.Soft : Level.None;
}
