using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Actors.Tests.Stages;

public sealed class DueTimerTests
{
    private readonly CountingClock _time = new();
    private int _rings;

    [Fact]
    public void It_rings_just_after_its_time()
    {
        using var timer = new DueTimer(_time, () => _rings++);
        timer.Set(In(100));
        _time.Advance(100);
        _rings.ShouldBe(0, "timers count whole milliseconds: it must not ring just before");
        _time.Advance(1);
        _rings.ShouldBe(1);
        _time.Advance(10_000);
        _rings.ShouldBe(1);
    }

    [Fact]
    public void A_time_that_is_over_rings_at_once()
    {
        using var timer = new DueTimer(_time, () => _rings++);
        timer.Set(_time.GetTimestamp());
        _rings.ShouldBe(1);
    }

    [Fact]
    public void Set_to_the_same_time_again_nothing_is_armed_anew()
    {
        using var timer = new DueTimer(_time, () => _rings++);
        long due = In(100);
        for (int i = 0; i < 50; i++) timer.Set(due);
        _time.Changes.ShouldBe(1);
        timer.Set(In(200));
        _time.Changes.ShouldBe(2);
    }

    [Fact]
    public void One_that_rang_before_the_time_it_was_set_for_can_be_set_for_it_again()
    {
        using var timer = new DueTimer(_time, () => _rings++);
        long due = In(100);
        timer.Set(due);
        _time.Advance(101);
        timer.Set(due);
        _rings.ShouldBe(2);
    }

    [Fact]
    public void Set_for_never_or_disposed_it_does_not_ring()
    {
        var timer = new DueTimer(_time, () => _rings++);
        timer.Set(In(100));
        timer.Set(long.MaxValue);
        _time.Advance(1_000);
        timer.Set(In(100));
        timer.Dispose();
        _time.Advance(1_000);
        _rings.ShouldBe(0);
    }

    private long In(int ms) => _time.GetTimestamp() + (ms * _time.TimestampFrequency / 1_000);

    /// <summary>Counts how often a timer is armed.</summary>
    private sealed class CountingClock : TimeProvider
    {
        private readonly ManualTimeProvider _clock = new();

        public int Changes { get; private set; }

        public override long TimestampFrequency => _clock.TimestampFrequency;

        public override long GetTimestamp() => _clock.GetTimestamp();

        public void Advance(int ms) => _clock.Advance(ms);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new CountedTimer(this, _clock.CreateTimer(callback, state, dueTime, period));

        private sealed class CountedTimer(CountingClock clock, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                clock.Changes++;
                return timer.Change(dueTime, period);
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
