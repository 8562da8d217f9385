using System.Collections.Concurrent;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Actors.Tests.Lifecycle;

/// <summary>Tells which waits were begun: a clock must not be moved before what waits for it does.</summary>
internal sealed class WatchedTime(TimeProvider time) : TimeProvider
{
    private readonly ConcurrentDictionary<TimeSpan, bool> _begun = new();

    public override long TimestampFrequency => time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    /// <summary>Completes when somebody waits, or waited, for this time.</summary>
    public Task BegunAsync(TimeSpan due) => Eventually.TrueAsync(() => _begun.ContainsKey(due), $"a wait of {due}");

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, time.CreateTimer(callback, state, dueTime, period));
        _begun.TryAdd(dueTime, true);
        return timer;
    }

    private sealed class Timer(WatchedTime owner, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool isChanged = timer.Change(dueTime, period);
            owner._begun.TryAdd(dueTime, true);
            return isChanged;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
