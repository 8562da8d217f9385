using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Actors.Tests.Stages;

public sealed class DueTimerTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly SharedTick _tick;
    private int _rings;

    public DueTimerTests() => _tick = new SharedTick(_time);

    [Fact]
    public void It_rings_once_with_the_first_tick_that_is_not_before_its_time()
    {
        using DueTimer timer = _tick.NewTimer(() => _rings++);
        timer.Set(In(95));
        _time.Advance(94);
        _rings.ShouldBe(0, "it must not ring before");
        _time.Advance(SharedTick.Period);
        _rings.ShouldBe(1);
        _time.Advance(10_000);
        _rings.ShouldBe(1);
    }

    [Fact]
    public void A_time_that_is_over_rings_at_once()
    {
        using DueTimer timer = _tick.NewTimer(() => _rings++);
        timer.Set(_time.GetTimestamp());
        _rings.ShouldBe(1);
    }

    [Fact]
    public void The_last_time_that_was_set_counts()
    {
        using DueTimer timer = _tick.NewTimer(() => _rings++);
        timer.Set(In(100));
        timer.Set(In(300));
        _time.Advance(200);
        _rings.ShouldBe(0);
        timer.Set(In(50));
        _time.Advance(60);
        _rings.ShouldBe(1);
    }

    [Fact]
    public void Set_for_never_or_disposed_it_does_not_ring()
    {
        DueTimer timer = _tick.NewTimer(() => _rings++);
        timer.Set(In(100));
        timer.Set(long.MaxValue);
        _time.Advance(1_000);
        timer.Set(In(100));
        timer.Dispose();
        _time.Advance(1_000);
        _rings.ShouldBe(0);
    }

    [Fact]
    public void However_many_wait_there_is_one_timer_a_processor_and_none_when_nobody_waits()
    {
        DueTimer[] timers = [.. Enumerable.Range(0, 100).Select(_ => _tick.NewTimer(() => _rings++))];
        _time.ArmedTimers.ShouldBe(0);
        foreach (DueTimer timer in timers) timer.Set(In(100));
        _time.ArmedTimers.ShouldBe(Environment.ProcessorCount);
        _time.Advance(110);
        _rings.ShouldBe(100);
        foreach (DueTimer timer in timers) timer.Dispose();
        _time.ArmedTimers.ShouldBe(0);
    }

    private long In(int ms) => _time.GetTimestamp() + (ms * _time.TimestampFrequency / 1_000);
}
