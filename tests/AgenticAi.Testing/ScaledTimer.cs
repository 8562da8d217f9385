namespace AgenticAi.Testing;

/// <summary>A timer of a <see cref="ScaledTimeProvider"/>, which never fires before that says that it is due.</summary>
internal sealed class ScaledTimer : ITimer
{
    private readonly Lock _gate = new();
    private readonly ScaledTimeProvider _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ITimer _real;
    private TimeSpan? _dueAt;
    private TimeSpan _period;

    public ScaledTimer(ScaledTimeProvider clock, TimeProvider real, TimerCallback callback, object? state)
    {
        (_clock, _callback, _state) = (clock, callback, state);
        _real = real.CreateTimer(self => ((ScaledTimer)self!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            _dueAt = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.Now + dueTime;
            _period = period;
            return Arm(dueTime);
        }
    }

    public void Dispose() => _real.Dispose();

    public ValueTask DisposeAsync() => _real.DisposeAsync();

    private bool Arm(TimeSpan remaining) =>
        _real.Change(remaining == Timeout.InfiniteTimeSpan ? remaining : _clock.Real(remaining), Timeout.InfiniteTimeSpan);

    private void Tick()
    {
        lock (_gate)
        {
            if (_dueAt is not { } dueAt) return;
            TimeSpan now = _clock.Now;
            // Real timers count coarse ticks, and so some fire before their time; and after a stall it is earlier here.
            if (now < dueAt)
            {
                Arm(dueAt - now);
                return;
            }

            _dueAt = _period > TimeSpan.Zero ? (dueAt + _period > now ? dueAt + _period : now) : null;
            if (_dueAt is { } next) Arm(next - now);
        }

        _callback(_state);
    }
}
