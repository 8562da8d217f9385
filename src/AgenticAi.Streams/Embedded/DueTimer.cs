namespace AgenticAi.Streams.Embedded;

/// <summary>
/// Wakes a loop when a stage's time has come. It is set anew only when that time changes, or when it rang before that time: timers
/// and timestamps are read from different clocks, and the timers' may be some milliseconds ahead.
/// </summary>
internal sealed class DueTimer : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _setFor = long.MaxValue;
    private volatile bool _rang;

    public DueTimer(TimeProvider time, Action wake)
    {
        _time = time;
        _timer = time.CreateTimer(
            _ =>
            {
                _rang = true;
                wake();
            },
            state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="due">A timestamp; <see cref="long.MaxValue"/> for never.</param>
    public void Set(long due)
    {
        if (due == _setFor && !_rang) return;
        _setFor = due;
        _rang = false;
        _timer.Change(due == long.MaxValue ? Timeout.InfiniteTimeSpan : Until(due), Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private TimeSpan Until(long due)
    {
        TimeSpan wait = _time.GetElapsedTime(_time.GetTimestamp(), due);
        // Timers count whole milliseconds, rounded down: one more, so that the loop does not wake just before the time.
        return wait <= TimeSpan.Zero ? TimeSpan.Zero : wait + TimeSpan.FromMilliseconds(1);
    }
}
