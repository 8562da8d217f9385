namespace AgenticAi.Simulation.Realtime.Sessions;

/// <summary>Does things later, under the lock of the session, until the session ends. Owns the tasks that wait.</summary>
internal sealed class SessionTimers : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly Lock _gate;
    private readonly Action _changed;
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationToken _stopped;
    private readonly HashSet<Task> _waiting = [];

    public SessionTimers(TimeProvider time, Lock gate, Action changed)
    {
        (_time, _gate, _changed) = (time, gate, changed);
        _stopped = _over.Token;
    }

    public void After(TimeSpan delay, Action action)
    {
        // Counts from now, not from when its task gets its turn.
        Task waiting = Task.Delay(delay, _time, _stopped);
        Run(async cancellationToken =>
        {
            await waiting;
            lock (_gate)
            {
                if (cancellationToken.IsCancellationRequested) return;
                action();
                _changed();
            }
        });
    }

    /// <summary>Starts something that goes on by itself until it is done or the session ends.</summary>
    public void Run(Func<CancellationToken, Task> work)
    {
        lock (_waiting)
        {
            _waiting.RemoveWhere(task => task.IsCompleted);
            if (!_stopped.IsCancellationRequested) _waiting.Add(RunAsync(work));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] waiting;
        await _over.CancelAsync();
        lock (_waiting) waiting = [.. _waiting];
        await Task.WhenAll(waiting);
        _over.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        // Never on the stack of the caller, who holds the lock.
        await Task.Yield();
        try
        {
            await work(_stopped);
        }
        catch (OperationCanceledException)
        {
            // The session is over.
        }
    }
}
