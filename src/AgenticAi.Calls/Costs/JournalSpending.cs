using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Costs;

/// <summary>
/// Tells the ledger what the journal knows of the day: at the start what was spent before this process began, then from time to time
/// what others that share the journal have spent since.
/// </summary>
public sealed class JournalSpending(DayLedger ledger, IConversationArchive archive, TimeProvider time, ILogger<JournalSpending> logger)
    : IAsyncDisposable
{
    /// <summary>For so long a call of another process may go on unnoticed after the day's budget is spent.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
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
        foreach (ConversationSpending spent in await archive.SpendingAsync(today, ledger.Currency, cancellationToken))
            ledger.Book(spent.ConversationId, new DaySpending(today, spent.Amount));
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
}
