using AgenticAi.Calls.Model;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Model;

public sealed class QuietMomentsTests
{
    private readonly QuietMoments _quiet = new();

    [Fact]
    public async Task Whoever_waits_gets_the_next_moment()
    {
        Task<int> waiting = _quiet.NextAsync(TestContext.Current.CancellationToken);
        _quiet.Observe(false);
        waiting.IsCompleted.ShouldBeFalse();
        _quiet.Observe(true);
        int moment = await waiting.Within();
        _quiet.IsStill(moment).ShouldBeTrue();
        (await _quiet.NextAsync(TestContext.Current.CancellationToken)).ShouldBe(moment, "it lasts");
    }

    [Fact]
    public async Task A_moment_is_over_for_good_when_something_was_said()
    {
        _quiet.Observe(true);
        int moment = await _quiet.NextAsync(TestContext.Current.CancellationToken);
        _quiet.Observe(true);
        _quiet.IsStill(moment).ShouldBeTrue();
        _quiet.Observe(false);
        _quiet.IsStill(moment).ShouldBeFalse();
        _quiet.Observe(true);
        _quiet.IsStill(moment).ShouldBeFalse("what was said in between is not known to who asks");
        (await _quiet.NextAsync(TestContext.Current.CancellationToken)).ShouldNotBe(moment);
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        using var stop = new CancellationTokenSource();
        Task<int> waiting = _quiet.NextAsync(stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        _quiet.Observe(true);
    }
}
