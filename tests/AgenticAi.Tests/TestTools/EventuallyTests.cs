using AgenticAi.Testing;

namespace AgenticAi.Tests.TestTools;

/// <summary>Waiting for a condition: it ends with the condition, or names what never came.</summary>
public sealed class EventuallyTests
{
    [Fact]
    public async Task It_ends_when_the_condition_holds()
    {
        int looks = 0;
        await Eventually.TrueAsync(() => ++looks == 150, "the 150th look");
        looks.ShouldBe(150);
    }

    [Fact]
    public async Task What_never_comes_is_named()
    {
        TimeoutException error = await Should.ThrowAsync<TimeoutException>(
            () => Eventually.TrueAsync(() => ValueTask.FromResult(false), "a second moon", TimeSpan.FromMilliseconds(20)));
        error.Message.ShouldBe("Waited 0.02 s for a second moon.");
    }

    [Fact]
    public async Task Who_waits_for_an_armed_clock_goes_on_when_all_its_timers_are_armed()
    {
        var clock = new ManualTimeProvider();
        Task two = clock.WhenArmedAsync(2);
        using ITimer first = clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        await clock.WhenArmedAsync();
        await LetOthersGoOnAsync();
        two.IsCompleted.ShouldBeFalse();
        using ITimer second = clock.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await LetOthersGoOnAsync();
        two.IsCompleted.ShouldBeFalse("a timer that is not armed does not count");
        second.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        await two;
    }

    /// <summary>What could go on by now has had its turn.</summary>
    private static async Task LetOthersGoOnAsync()
    {
        for (int turn = 0; turn < 1000; turn++) await Task.Yield();
    }
}
