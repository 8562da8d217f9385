namespace AgenticAi.Calls.Actors.Stages;

/// <summary>
/// Wakes a stage when its time has come: at the next tick, or at once when it is over already. To set it costs nothing.
/// </summary>
internal sealed class DueTimer : IDisposable
{
    private readonly SharedTick.Part _tick;
    private readonly TimeProvider _time;
    private readonly Action _wake;
    private long _due = long.MaxValue;
    private bool _isAdded;

    internal DueTimer(SharedTick.Part tick, TimeProvider time, Action wake) => (_tick, _time, _wake) = (tick, time, wake);

    /// <param name="due">A timestamp; <see cref="long.MaxValue"/> for never.</param>
    public void Set(long due)
    {
        Volatile.Write(ref _due, due);
        if (due == long.MaxValue) return;
        if (!_isAdded)
        {
            _isAdded = true;
            _tick.Add(this);
        }

        RingIfDue(_time.GetTimestamp());
    }

    public void Dispose()
    {
        Volatile.Write(ref _due, long.MaxValue);
        if (_isAdded) _tick.Remove(this);
    }

    /// <summary>Rings once for each time that is set.</summary>
    internal void RingIfDue(long now)
    {
        long due = Volatile.Read(ref _due);
        if (due <= now && Interlocked.CompareExchange(ref _due, long.MaxValue, due) == due) _wake();
    }
}
