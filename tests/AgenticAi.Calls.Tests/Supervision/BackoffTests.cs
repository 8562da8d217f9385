using AgenticAi.Calls.Supervision;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Calls.Tests.Supervision;

public sealed class BackoffTests
{
    private const double Most = 1 - 1e-12;

    private static readonly SupervisionOptions Options = new();

    [Fact]
    public void The_first_attempt_does_not_wait() => Backoff.Pause(0, Most, Options).ShouldBe(TimeSpan.Zero);

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(3, 400)]
    [InlineData(5, 1600)]
    [InlineData(6, 2000)]
    [InlineData(int.MaxValue, 2000)]
    public void The_longest_pause_doubles_up_to_the_cap(int attempt, double milliseconds) =>
        Backoff.Pause(attempt, Most, Options).TotalMilliseconds.ShouldBe(milliseconds, tolerance: 0.001);

    [Fact]
    public void A_pause_is_drawn_from_the_whole_range()
    {
        Backoff.Pause(4, 0, Options).ShouldBe(TimeSpan.Zero);
        Backoff.Pause(4, 0.25, Options).ShouldBe(TimeSpan.FromMilliseconds(200));
        Backoff.Pause(4, 0.5, Options).ShouldBe(TimeSpan.FromMilliseconds(400));
    }

    [Theory]
    [InlineData(-1, 0.5)]
    [InlineData(1, -0.1)]
    [InlineData(1, 1)]
    [InlineData(0, double.NaN)]
    public void A_number_outside_its_range_is_refused(int attempt, double random) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Backoff.Pause(attempt, random, Options));

    [Fact]
    public void No_pause_is_negative_or_beyond_the_cap()
    {
        Gen<(int Attempt, double Random, SupervisionOptions Options)> cases =
            from attempt in Gen.OneOf(Gen.Choose(0, 80), Gen.Choose(0, int.MaxValue))
            from random in Gen.Choose(0, int.MaxValue - 1)
            from first in Ticks
            from longest in Ticks
            select (attempt, random / (double)int.MaxValue, new SupervisionOptions { FirstPause = first, LongestPause = longest });
        Prop.ForAll(cases.ToArbitrary(), drawn =>
            Backoff.Pause(drawn.Attempt, drawn.Random, drawn.Options).ShouldBeInRange(TimeSpan.Zero, drawn.Options.LongestPause))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Times_are_greater_than_zero()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new SupervisionOptions { RestoreWithin = TimeSpan.Zero });
        Should.Throw<ArgumentOutOfRangeException>(() => new SupervisionOptions { FirstPause = TimeSpan.Zero });
        Should.Throw<ArgumentOutOfRangeException>(() => new SupervisionOptions { LongestPause = TimeSpan.FromTicks(-1) });
        Should.Throw<ArgumentOutOfRangeException>(() => new SupervisionOptions { LastingSession = TimeSpan.Zero });
    }

    private static Gen<TimeSpan> Ticks => Gen.OneOf(
        Gen.Choose(1, int.MaxValue).Select(ticks => TimeSpan.FromTicks(ticks)),
        Gen.Elements(TimeSpan.FromTicks(1), TimeSpan.MaxValue));
}
