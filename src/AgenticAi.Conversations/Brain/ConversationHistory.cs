using Microsoft.Extensions.Logging;

namespace AgenticAi.Conversations;

/// <summary>
/// The stored side of one conversation: reads its state, adds to it, and tries again while the journal is away. Pauses double;
/// there is no jitter, because the journal itself puts the appends of all conversations in one queue.
/// </summary>
internal sealed class ConversationHistory(
    string conversationId, IConversationJournal journal, ConversationOptions options, TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();
    private long _failures;
    private DateTimeOffset? _failingSince;

    public long Failures => Interlocked.Read(ref _failures);

    public DateTimeOffset? FailingSince
    {
        get
        {
            lock (_gate) return _failingSince;
        }
    }

    public async Task<ConversationState> LoadAsync(CancellationToken cancellationToken) => await TryUntilStoppedAsync(
        async () =>
        {
            ConversationState state = ConversationState.New(conversationId);
            await foreach (JournaledEvent entry in journal.ReadAsync(conversationId, 0, cancellationToken))
                state = ConversationRules.Apply(state, entry);
            return state;
        },
        cancellationToken);

    /// <summary>
    /// True when events and commands are stored or there are none, false when another writer has stored other events in their place.
    /// </summary>
    public async Task<bool> AppendAsync(
        long expectedSequence,
        IReadOnlyList<JournaledEvent> events,
        IReadOnlyList<JudgedCommand> commands,
        CancellationToken cancellationToken) => (events.Count == 0 && commands.Count == 0) || await TryUntilStoppedAsync(
        async () =>
        {
            try
            {
                await journal.AppendAsync(conversationId, expectedSequence, events, commands, cancellationToken);
                return true;
            }
            catch (Exception exception) when (exception is not JournalUnavailableException && !cancellationToken.IsCancellationRequested)
            {
                // A try that failed after its commit leaves our own events behind; then they are stored.
                if (await HoldsAsync(events, cancellationToken)) return true;
                if (exception is JournalConflictException) return false;
                throw;
            }
        },
        cancellationToken);

    private async Task<bool> HoldsAsync(IReadOnlyList<JournaledEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0) return false;
        int same = 0;
        await foreach (JournaledEvent entry in journal.ReadAsync(conversationId, events[0].Sequence - 1, cancellationToken))
        {
            if (entry != events[same]) return false;
            if (++same == events.Count) return true;
        }

        return false;
    }

    private async Task<T> TryUntilStoppedAsync<T>(Func<Task<T>> use, CancellationToken cancellationToken)
    {
        TimeSpan pause = options.FirstRetry;
        while (true)
        {
            try
            {
                T result = await use();
                Worked();
                return result;
            }
            catch (JournalUnavailableException exception)
            {
                Failed(exception);
            }

            await Task.Delay(pause, time, cancellationToken); // back-off
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, Math.Max(options.LongestRetry.Ticks, options.FirstRetry.Ticks)));
        }
    }

    private void Failed(JournalUnavailableException exception)
    {
        Interlocked.Increment(ref _failures);
        lock (_gate)
        {
            if (_failingSince is not null) return;
            _failingSince = time.GetUtcNow();
        }

        BrainLog.JournalAway(logger, exception, conversationId);
    }

    private void Worked()
    {
        lock (_gate)
        {
            if (_failingSince is null) return;
            _failingSince = null;
        }

        BrainLog.JournalBack(logger, conversationId, Failures);
    }
}
