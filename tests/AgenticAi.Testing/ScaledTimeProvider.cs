namespace AgenticAi.Testing;

/// <summary>
/// A clock that runs a whole number of times as fast as the system's, and slower where the machine does not keep up: for tests in which
/// all parties of a conversation take the time from one clock, so that a minute of talk takes seconds.
/// </summary>
/// <remarks>
/// <para>
/// A stall counts as many times as much as the clock is fast: 50 ms in which nothing of the process runs would be a quarter of a second of
/// talk. So the clock goes on only while work gets its turn: a beat on the pool that everything else runs on too lets it, and between two
/// beats no more than <see cref="LongestStep"/> of real time passes. Under load it is the tests that take longer, not their calls that
/// differ.
/// </para>
/// <para>A timer never fires before this clock says that it is due.</para>
/// </remarks>
public sealed class ScaledTimeProvider : TimeProvider
{
    /// <summary>
    /// The most real time that counts between two beats: more than the two ticks of 4 ms by which the system's timers may be late when
    /// nothing is wrong.
    /// </summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider _real;
    private readonly int _speed;
    private readonly DateTimeOffset _start;
    private readonly long _longestStep;
    private readonly Lock _gate = new();
    private long _atBeat;
    private long _realBeat;

    /// <param name="speed">How many times as fast as the system's clock, from 1.</param>
    /// <param name="start">What it shows at first; the time of the system's clock unless given.</param>
    /// <param name="real">The clock that it is faster than; the system's unless given.</param>
    public ScaledTimeProvider(int speed, DateTimeOffset? start = null, TimeProvider? real = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(speed, 1);
        _real = real ?? System;
        _speed = speed;
        _start = start ?? _real.GetUtcNow();
        _longestStep = (long)(LongestStep.TotalSeconds * _real.TimestampFrequency);
        _realBeat = _real.GetTimestamp();
        new Heart(this).Start(_real);
    }

    public override long TimestampFrequency => _real.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp()
    {
        lock (_gate) return _atBeat + Since(_real.GetTimestamp());
    }

    public override DateTimeOffset GetUtcNow() => _start + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ScaledTimer(this, _real, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal TimeSpan Now => GetElapsedTime(0, GetTimestamp());

    private void GoOn()
    {
        lock (_gate)
        {
            long real = _real.GetTimestamp();
            _atBeat += Since(real);
            _realBeat = real;
        }
    }

    /// <summary>What has passed here since the last beat.</summary>
    private long Since(long real) => Math.Clamp(real - _realBeat, 0, _longestStep) * _speed;

    /// <summary>What passes on the real clock while so much passes here, in whole milliseconds, as its timers count.</summary>
    internal TimeSpan Real(TimeSpan scaled) => TimeSpan.FromMilliseconds(Math.Ceiling(scaled.TotalMilliseconds / _speed));

    /// <summary>Lets a clock go on. It holds the clock weakly, and so stops when nobody has that any more.</summary>
    private sealed class Heart(ScaledTimeProvider clock)
    {
        private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(1);

        private readonly WeakReference<ScaledTimeProvider> _clock = new(clock);
        private ITimer? _timer;

        public void Start(TimeProvider real) => _timer = real.CreateTimer(self => ((Heart)self!).Beat(), this, Interval, Interval);

        private void Beat()
        {
            if (_clock.TryGetTarget(out ScaledTimeProvider? clock)) clock.GoOn();
            else _timer?.Dispose();
        }
    }
}
