namespace AgenticAi.Calls.Actors.Stages;

/// <summary>
/// The coarse timer that the stages of all calls of a node share. A timer for each stage would wake two threads whenever anything is
/// due anywhere, the runtime's timer thread and one of the pool; this wakes them once for all. It stands still while nobody waits.
/// </summary>
/// <remarks>
/// Whoever is due is woken on the thread of the tick, one after the other, so there are as many ticks as processors.
/// </remarks>
internal sealed class SharedTick
{
    /// <summary>So late a stage may be woken. Playout keeps at least 100 ms ahead, and no other limit is finer than 20 ms.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private readonly Part[] _parts;
    private int _next;

    public SharedTick(TimeProvider time)
    {
        Time = time;
        _parts = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Part(time))];
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>A timer that this tick looks at.</summary>
    /// <param name="wake">Called on any thread, once for each time that is set.</param>
    public DueTimer NewTimer(Action wake) => new(_parts[(uint)Interlocked.Increment(ref _next) % _parts.Length], Time, wake);

    /// <summary>One timer of the runtime, and the stages that it looks at.</summary>
    internal sealed class Part(TimeProvider time)
    {
        private readonly Lock _gate = new();
        private DueTimer[] _timers = [];
        private ITimer? _tick;
        private int _isTicking;

        public void Add(DueTimer timer)
        {
            lock (_gate)
            {
                _timers = [.. _timers, timer];
                _tick ??= time.CreateTimer(Tick, state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                if (_timers.Length == 1) _tick.Change(Period, Period);
            }
        }

        public void Remove(DueTimer timer)
        {
            lock (_gate)
            {
                _timers = [.. _timers.Where(other => other != timer)];
                if (_timers.Length == 0) _tick?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        private void Tick(object? state)
        {
            // A tick that comes while the one before is still at work has nothing to add.
            if (Interlocked.Exchange(ref _isTicking, 1) == 1) return;
            try
            {
                long now = time.GetTimestamp();
                foreach (DueTimer timer in Volatile.Read(ref _timers)) timer.RingIfDue(now);
            }
            finally
            {
                Volatile.Write(ref _isTicking, 0);
            }
        }
    }
}
