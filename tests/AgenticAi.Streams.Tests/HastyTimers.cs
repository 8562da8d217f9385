namespace AgenticAi.Streams.Tests;

/// <summary>A clock whose timers ring too early, as those of an operating system may.</summary>
internal sealed class HastyTimers(TimeProvider clock, TimeSpan early) : TimeProvider
{
    public override long TimestampFrequency => clock.TimestampFrequency;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Hasty(clock.CreateTimer(callback, state, Sooner(dueTime), period), this);

    private TimeSpan Sooner(TimeSpan dueTime) =>
        dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime > early ? dueTime - early : dueTime;

    private sealed class Hasty(ITimer timer, HastyTimers owner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(owner.Sooner(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
