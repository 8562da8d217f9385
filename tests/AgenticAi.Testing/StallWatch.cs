namespace AgenticAi.Testing;

/// <summary>
/// Measures how long the machine kept the process from working, as its tasks feel it: something that is to happen every few
/// milliseconds, on the pool that everything else runs on too, notes by how much it was late.
/// </summary>
public sealed class StallWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>A timer counts coarse ticks: to be as late as this is no stall.</summary>
    private static readonly TimeSpan Ordinary = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private long _last = TimeProvider.System.GetTimestamp();
    private TimeSpan _stalled;

    public StallWatch() => _timer = TimeProvider.System.CreateTimer(_ => Tick(), null, Interval, Timeout.InfiniteTimeSpan);

    /// <summary>All the time so far by which something came late, without what is ordinary.</summary>
    public TimeSpan Stalled
    {
        get
        {
            lock (_gate) return _stalled;
        }
    }

    /// <summary>Ends the measurement; its result stays.</summary>
    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        lock (_gate)
        {
            long now = TimeProvider.System.GetTimestamp();
            TimeSpan late = TimeProvider.System.GetElapsedTime(_last, now) - Interval;
            if (late > Ordinary) _stalled += late;
            _last = now;
        }

        _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }
}
