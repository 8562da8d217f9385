using System.Diagnostics.CodeAnalysis;

namespace AgenticAi.Testing;

/// <summary>
/// A clock that moves only when a test says so. Timers fire inside <see cref="Advance(TimeSpan)"/>, in the order they are due.
/// </summary>
/// <remarks>
/// The timestamp frequency is seven times that of ticks, so that code which takes timestamps for ticks (or for milliseconds) fails.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(int Count, TaskCompletionSource Armed)> _waiting = [];
    private readonly DateTimeOffset _start;
    private TimeSpan _elapsed;

    public ManualTimeProvider(DateTimeOffset? start = null) =>
        _start = start ?? new DateTimeOffset(2026, 11, 2, 9, 30, 0, TimeSpan.Zero);

    /// <summary>Time passed since the clock was made.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate) return _elapsed;
        }
    }

    /// <summary>Timers that are armed, for tests that count what is left behind.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate) return CountArmed();
        }
    }

    /// <summary>How long until the next timer is due; null when none is armed.</summary>
    public TimeSpan? DueIn
    {
        get
        {
            lock (_gate) return _timers.Min(timer => timer.DueAt) - _elapsed;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond * 7;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks * 7;

    /// <summary>Moves the clock, stopping at each timer that falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan target = Elapsed + by;
        while (NextDue(target) is { } timer) timer.Fire();
        lock (_gate) _elapsed = target;
    }

    /// <summary>Moves the clock by whole milliseconds.</summary>
    public void Advance(double milliseconds) => Advance(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>Moves the clock step by step, until something that waits for it, or is about to, has come of it.</summary>
    public Task AdvanceUntilAsync(TimeSpan step, Func<bool> condition, string what) => Eventually.TrueAsync(
        () =>
        {
            if (condition()) return true;
            Advance(step);
            return false;
        },
        what);

    /// <summary>Completes when so many timers are armed at once: who is to wait for this clock waits for it.</summary>
    public async Task WhenArmedAsync(int count = 1)
    {
        var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (CountArmed() >= count) return;
            _waiting.Add((count, armed));
        }

        try
        {
            await armed.Task.Within();
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited for {count} armed timers; there are {ArmedTimers}.");
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (_gate) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private int CountArmed() => _timers.Count(timer => timer.DueAt is not null);

    /// <summary>Called under the lock, when a timer was armed.</summary>
    private void TellArmed()
    {
        int armed = CountArmed();
        foreach ((_, TaskCompletionSource reached) in _waiting.Where(waiting => waiting.Count <= armed)) reached.TrySetResult();
        _waiting.RemoveAll(waiting => waiting.Count <= armed);
    }

    private ManualTimer? NextDue(TimeSpan target)
    {
        lock (_gate)
        {
            ManualTimer? next = _timers.Where(timer => timer.DueAt <= target).MinBy(timer => timer.DueAt);
            if (next is null) return null;
            if (next.DueAt > _elapsed) _elapsed = next.DueAt.Value;
            next.Rearm();
            return next;
        }
    }

    [SuppressMessage("Design", "CA1001", Justification = "Owned by the code under test.")]
    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public TimeSpan? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                if (!clock._timers.Contains(this)) return false;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock._elapsed + dueTime;
                _period = period;
                if (DueAt is not null) clock.TellArmed();
            }

            if (dueTime == TimeSpan.Zero) clock.Advance(TimeSpan.Zero);
            return true;
        }

        public void Rearm() => DueAt = _period > TimeSpan.Zero ? DueAt + _period : null;

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._gate) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
