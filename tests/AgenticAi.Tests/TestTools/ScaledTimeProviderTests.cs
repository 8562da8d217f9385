using AgenticAi.Testing;

namespace AgenticAi.Tests.TestTools;

/// <summary>The clock that hurries: as fast as it says, in all that can be asked of a clock.</summary>
public sealed class ScaledTimeProviderTests
{
    private const int Speed = 50;

    private static readonly DateTimeOffset Start = new(2026, 11, 2, 9, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ScaledTimeProvider _clock = new(Speed, Start);

    [Fact]
    public async Task A_minute_passes_in_its_part_of_the_real_time_and_not_before()
    {
        long realBegan = TimeProvider.System.GetTimestamp();
        long began = _clock.GetTimestamp();
        await Task.Delay(Minute, _clock, TestContext.Current.CancellationToken).Within();
        _clock.GetElapsedTime(began).ShouldBeGreaterThanOrEqualTo(Minute);
        TimeProvider.System.GetElapsedTime(realBegan).ShouldBeInRange(Minute / Speed, Minute / 2);
    }

    [Fact]
    public void It_never_goes_faster_than_it_says_nor_back()
    {
        var clock = new ScaledTimeProvider(Speed, Start);
        long realBegan = TimeProvider.System.GetTimestamp();
        long began = clock.GetTimestamp();
        TimeSpan last = TimeSpan.Zero;
        while (TimeProvider.System.GetElapsedTime(realBegan) < TimeSpan.FromMilliseconds(50))
        {
            TimeSpan elapsed = clock.GetElapsedTime(began);
            elapsed.ShouldBeInRange(last, TimeProvider.System.GetElapsedTime(realBegan) * Speed);
            last = elapsed;
        }

        last.ShouldBeGreaterThan(TimeSpan.Zero);
        (clock.GetUtcNow() - Start).ShouldBeInRange(last, last + Minute);
    }

    [Fact]
    public void While_the_machine_keeps_up_it_is_as_fast_as_it_says()
    {
        var real = new ManualTimeProvider();
        var clock = new ScaledTimeProvider(5, Start, real);
        real.Advance(TimeSpan.FromSeconds(3));
        clock.GetUtcNow().ShouldBe(Start + TimeSpan.FromSeconds(15));
        clock.GetElapsedTime(0).ShouldBe(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void A_stall_counts_no_more_than_a_step()
    {
        var real = new Stalling();
        var clock = new ScaledTimeProvider(5, Start, real);
        real.Elapsed = ScaledTimeProvider.LongestStep;
        clock.GetUtcNow().ShouldBe(Start + ScaledTimeProvider.LongestStep * 5);
        real.Elapsed = TimeSpan.FromSeconds(3);
        clock.GetUtcNow().ShouldBe(Start + ScaledTimeProvider.LongestStep * 5, "nothing of the process got its turn");
        real.Fire();
        real.Elapsed += TimeSpan.FromMilliseconds(1);
        clock.GetUtcNow().ShouldBe(Start + ScaledTimeProvider.LongestStep * 5 + TimeSpan.FromMilliseconds(5), "it goes on from there");
    }

    [Fact]
    public async Task Timers_fire_in_the_order_in_which_they_are_due_and_never_early()
    {
        TimeSpan[] dues = [.. Enumerable.Range(1, 40).Select(n => TimeSpan.FromMilliseconds(37 * n))];
        await Task.WhenAll(dues.Select(async due =>
        {
            long armed = _clock.GetTimestamp();
            await Task.Delay(due, _clock, TestContext.Current.CancellationToken);
            _clock.GetElapsedTime(armed).ShouldBeGreaterThanOrEqualTo(due);
        })).Within();
    }

    [Fact]
    public async Task A_period_is_scaled_as_well_and_does_not_drift()
    {
        long armed = _clock.GetTimestamp();
        var ticks = new List<TimeSpan>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ITimer timer = _clock.CreateTimer(
            _ =>
            {
                lock (ticks)
                {
                    ticks.Add(_clock.GetElapsedTime(armed));
                    if (ticks.Count == 5) enough.TrySetResult();
                }
            },
            null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
        await enough.Task.Within();
        lock (ticks)
        {
            for (int tick = 0; tick < 5; tick++) ticks[tick].ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2 + (3 * tick)));
        }
    }

    [Fact]
    public async Task A_timer_that_is_changed_obeys_the_change_and_one_that_is_disposed_says_no_more()
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int stopped = 0;
        ITimer never = _clock.CreateTimer(_ => stopped++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        ITimer stays = _clock.CreateTimer(_ => stopped++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        await using ITimer moved = _clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);
        never.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan).ShouldBeTrue();
        await stays.DisposeAsync();
        moved.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan).ShouldBeTrue();
        await fired.Task.Within();
        stays.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan).ShouldBeFalse();
        stopped.ShouldBe(0);
        await never.DisposeAsync();
    }

    [Fact]
    public void A_clock_that_stands_or_runs_backwards_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ScaledTimeProvider(0));

    /// <summary>A clock of a machine whose timers fire late, if at all.</summary>
    private sealed class Stalling : TimeProvider
    {
        private readonly List<Action> _callbacks = [];

        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;

        public void Fire() => _callbacks.ForEach(callback => callback());

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callbacks.Add(() => callback(state));
            return new ManualTimeProvider().CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
