using AgenticAi.Calls.Supervision;

namespace AgenticAi.Calls.Tests.Supervision;

public sealed class RotationTimesTests
{
    [Theory]
    [InlineData(50, 60.0, 50, 58)]
    [InlineData(50, null, 50, 58)]
    [InlineData(10, 60.0, 10, 58)]
    [InlineData(55, 60.0, 50, 58)]
    [InlineData(50, 30.0, 25, 29)]
    [InlineData(50, 15.0, 12.5, 14.5)]
    [InlineData(50, 120.0, 50, 116)]
    public void A_session_gives_way_well_before_the_server_ends_it(int wanted, double? granted, double from, double latest) =>
        Of(wanted, granted).ShouldBe(new RotationTimes(TimeSpan.FromMinutes(from), TimeSpan.FromMinutes(latest)));

    [Theory]
    [InlineData(0)]
    [InlineData(-500)]
    public void A_clock_that_is_wrong_is_not_believed(double granted) => Of(50, granted).ShouldBe(Of(50, null));

    [Fact]
    public void Whatever_is_wanted_and_granted_the_order_is_kept()
    {
        for (int wanted = 1; wanted <= 55; wanted++)
        {
            for (double granted = 0.1; granted < 100; granted += 1.7)
            {
                RotationTimes times = Of(wanted, granted);
                times.From.ShouldBeGreaterThan(TimeSpan.Zero);
                times.Latest.ShouldBeGreaterThan(times.From);
                times.Latest.ShouldBeLessThan(TimeSpan.FromMinutes(granted));
            }
        }
    }

    private static RotationTimes Of(int wanted, double? granted) =>
        RotationTimes.Of(TimeSpan.FromMinutes(wanted), granted is { } minutes ? TimeSpan.FromMinutes(minutes) : null);
}
