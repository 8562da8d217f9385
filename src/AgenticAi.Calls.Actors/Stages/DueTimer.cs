namespace AgenticAi.Calls.Actors.Stages;

/// <summary>
/// Wakes a stage when its time has come. It is set anew only when that time changes, or when it rang before that time: timers
/// and timestamps are read from different clocks, and the timers' may be some milliseconds ahead.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="wake">Called on any thread.</param>
internal sealed class DueTimer(TimeProvider time, Action wake) : IDisposable
{
    private ITimer? _timer;
    private long _setFor = long.MaxValue;
    private volatile bool _rang;

    /// <param name="due">A timestamp; <see cref="long.MaxValue"/> for never.</param>
    public void Set(long due)
    {
        if (due == _setFor && !_rang) return;
        _setFor = due;
        _rang = false;
        _timer ??= time.CreateTimer(OnRing, state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(due == long.MaxValue ? Timeout.InfiniteTimeSpan : Until(due), Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer?.Dispose();

    private void OnRing(object? state)
    {
        _rang = true;
        wake();
    }

    private TimeSpan Until(long due)
    {
        TimeSpan wait = time.GetElapsedTime(time.GetTimestamp(), due);
        // Timers count whole milliseconds, rounded down: one more, so that the stage does not wake just before the time.
        return wait <= TimeSpan.Zero ? TimeSpan.Zero : wait + TimeSpan.FromMilliseconds(1);
    }
}
