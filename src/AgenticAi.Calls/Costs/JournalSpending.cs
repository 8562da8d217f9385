using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Costs;

/// <summary>
/// Tells the ledger what the journal knows of the day: at the start what was spent before this process began, then from time to time
/// what others that share the journal have spent since.
/// </summary>
/// <remarks>
/// It looks at the newest <see cref="ConversationQuery.MaxLimit"/> conversations of today and yesterday, of which some may still go on.
/// What earlier ones of today had spent is taken from the policy of the oldest of those: each call begins with the sum before it.
/// </remarks>
public sealed class JournalSpending(DayLedger ledger, IConversationJournal journal, TimeProvider time, ILogger<JournalSpending> logger)
    : IAsyncDisposable
{
    /// <summary>For so long a call of another process may go on unnoticed after the day's budget is spent.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private Dictionary<string, Reading> _read = [];
    private DateOnly _day;
    private Task _following = Task.CompletedTask;

    /// <summary>Reads what was spent today, then goes on reading. What cannot be read is logged and tried again later.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryReadAsync(cancellationToken);
        _following = FollowAsync(_stop.Token);
    }

    /// <summary>Tells the ledger what is new.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        DateOnly today = DaySpending.DayOf(time.GetUtcNow());
        bool isFirst = _day == default;
        if (today != _day) _read = _read.ToDictionary(known => known.Key, known => known.Value with { Spent = 0 });
        _day = today;
        var midnight = new DateTimeOffset(today.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var query = new ConversationQuery { Limit = ConversationQuery.MaxLimit, Since = midnight.AddDays(-1) };
        IReadOnlyList<ConversationSummary> listed = await journal.ListAsync(query, cancellationToken);
        DaySpending? before = null;
        Dictionary<string, Reading> read = [];
        foreach (ConversationSummary summary in listed.Where(summary => !(summary.EndedAt < midnight)))
        {
            Reading known = await ReadAsync(summary, today, cancellationToken);
            read[summary.ConversationId] = known;
            before = known.SpentBefore ?? before;
            ledger.Book(summary.ConversationId, new DaySpending(today, known.Spent));
        }

        _read = read;
        if (isFirst && listed.Count == ConversationQuery.MaxLimit && before is not null) ledger.CarryOver(before);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken)) await TryReadAsync(cancellationToken);
    }

    private async Task TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            logger.SpendingNotRead(error.Message);
        }
    }

    private async Task<Reading> ReadAsync(ConversationSummary summary, DateOnly today, CancellationToken cancellationToken)
    {
        Reading known = _read.GetValueOrDefault(summary.ConversationId, new Reading(0, 0, null));
        if (known.Sequence >= summary.Events) return known;
        try
        {
            await foreach (JournaledEvent entry in journal.ReadAsync(summary.ConversationId, known.Sequence, cancellationToken))
            {
                bool isToday = DaySpending.DayOf(entry.At) == today;
                known = entry.Event switch
                {
                    CostReported cost when isToday && cost.Currency == ledger.Currency =>
                        known with { Sequence = entry.Sequence, Spent = known.Spent + cost.Amount },
                    PolicyAdopted { Policy.Budget: { SpentBefore: { } before } budget }
                        when before.Day == today && budget.Currency == ledger.Currency =>
                        known with { Sequence = entry.Sequence, SpentBefore = before },
                    _ => known with { Sequence = entry.Sequence },
                };
            }
        }
        catch (UnknownEventException error)
        {
            logger.SpendingNotRead(error.Message);
            return known with { Sequence = summary.Events };
        }

        return known;
    }

    private sealed record Reading(long Sequence, decimal Spent, DaySpending? SpentBefore);
}
