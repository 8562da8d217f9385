using AgenticAi.Calls.Supervision;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Calls.Tests.Supervision;

public sealed class LossSeriesTests
{
    private static readonly SupervisionOptions Options = new();

    [Fact]
    public void The_first_attempt_after_a_loss_is_immediate_and_has_the_whole_time()
    {
        RestoreAttempt attempt = First(at: 100).Next(Seconds(100), 0.99, Options)!;
        attempt.Pause.ShouldBe(TimeSpan.Zero);
        attempt.TimeLeft.ShouldBe(Options.RestoreWithin);
        attempt.Series.ShouldBe(new LossSeries(Seconds(100), Attempts: 1));
    }

    [Fact]
    public void The_next_one_waits_and_has_what_is_left()
    {
        RestoreAttempt attempt = new LossSeries(Seconds(100), Attempts: 1).Next(Seconds(103), 0.5, Options)!;
        attempt.Pause.ShouldBe(TimeSpan.FromMilliseconds(50));
        attempt.TimeLeft.ShouldBe(TimeSpan.FromMilliseconds(16_950));
        attempt.Series.Attempts.ShouldBe(2);
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(25, 0)]
    [InlineData(19.5, 0.25)]
    public void There_is_none_when_the_time_is_over_or_would_be_after_the_pause(double now, double random) =>
        new LossSeries(TimeSpan.Zero, Attempts: 20).Next(Seconds(now), random, Options).ShouldBeNull();

    [Fact]
    public void A_session_that_lasted_begins_anew() =>
        LossSeries.After(new LossSeries(Seconds(3), 5), Seconds(15), Seconds(10), Options).ShouldBe(new LossSeries(Seconds(15), 0));

    [Fact]
    public void A_session_that_died_at_once_does_not() =>
        LossSeries.After(new LossSeries(Seconds(3), 5), Seconds(15), Seconds(9.999), Options).ShouldBe(new LossSeries(Seconds(3), 5));

    [Fact]
    public void The_first_loss_of_a_call_begins_a_series_however_short_the_session_was() =>
        First(at: 0.5).ShouldBe(new LossSeries(Seconds(0.5), 0));

    [Fact]
    public void A_server_that_takes_every_session_and_drops_it_at_once_is_given_up_in_time() => Walk(random: 0.5, connect: 0.1, lives: 0.2);

    [Fact]
    public void Whatever_the_pauses_and_however_long_attempts_take_the_deadline_holds()
    {
        Gen<(double Random, double Connect, double Lives)> cases =
            from random in Gen.Choose(1, 999)
            from connect in Gen.Choose(0, 30_000)
            from lives in Gen.Choose(0, 9_999)
            select (random / 1000.0, connect / 1000.0, lives / 1000.0);
        Prop.ForAll(cases.ToArbitrary(), drawn => Walk(drawn.Random, drawn.Connect, drawn.Lives))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    /// <summary>One loss after the other, each attempt cut at the deadline, until there is no next one.</summary>
    private static void Walk(double random, double connect, double lives)
    {
        TimeSpan now = Seconds(1000);
        LossSeries series = LossSeries.After(null, now, TimeSpan.Zero, Options);
        TimeSpan paused = TimeSpan.Zero;
        int attempts = 0;
        while (series.Next(now, random, Options) is { } attempt)
        {
            attempt.Pause.ShouldBeInRange(TimeSpan.Zero, Options.LongestPause);
            paused += attempt.Pause;
            now += attempt.Pause;
            (now + attempt.TimeLeft).ShouldBe(Seconds(1000) + Options.RestoreWithin);
            bool stands = Seconds(connect) < attempt.TimeLeft;
            now += stands ? Seconds(connect) : attempt.TimeLeft;
            TimeSpan lived = stands ? Seconds(lives) : TimeSpan.Zero;
            now += lived;
            series = LossSeries.After(attempt.Series, now, lived, Options);
            series.Attempts.ShouldBe(++attempts, "sessions that die at once are counted on");
        }

        paused.ShouldBeLessThan(Options.RestoreWithin);
        (now - Seconds(1000)).ShouldBeLessThanOrEqualTo(Options.RestoreWithin + Seconds(lives));
        attempts.ShouldBeGreaterThan(0);
    }

    private static LossSeries First(double at) => LossSeries.After(null, Seconds(at), TimeSpan.Zero, Options);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
