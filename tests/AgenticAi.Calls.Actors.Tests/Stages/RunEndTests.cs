using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Conversations;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Actors.Tests.Stages;

public sealed class RunEndTests
{
    private readonly RunEnd _end = new();

    [Fact]
    public async Task The_first_end_is_the_cause()
    {
        var cause = new CallEnd(CallEndReason.CallerHungUp);
        _end.End(cause);
        _end.End(new CallEnd(CallEndReason.OurFault, "the rest fell down as well"));
        (await _end.First.Within()).ShouldBe(cause);
    }

    [Fact]
    public void It_has_stopped_when_all_of_its_parts_have()
    {
        _end.Hold();
        _end.Hold();
        _end.Release();
        _end.Release();
        _end.Stopped.IsCompleted.ShouldBeFalse("whoever drew it has not said that all parts are there");
        _end.Release();
        _end.Stopped.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Stopped_by_nobody_it_was_stopped_from_outside()
    {
        _end.Release();
        (await _end.First.Within()).ShouldBe(new CallEnd(CallEndReason.OurFault, "the graph was stopped from outside"));
    }

    [Fact]
    public void Its_boundaries_are_as_they_are_now()
    {
        var ring = new BoundaryRing<string>(new Boundary("test", 4, WhenFull.Fail), (_, _) => { });
        _end.Add(() => ring.Status);
        _end.Boundaries.ShouldBe([new BoundaryStatus("test", 0)]);
        ring.Offer("one");
        _end.Boundaries.ShouldBe([new BoundaryStatus("test", 1)]);
    }
}
