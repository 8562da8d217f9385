using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Testing;
using Akka;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Tests.Stages;

public sealed class BoundaryStageTests(StreamKit kit) : AudioCases(kit)
{
    private readonly List<(string Boundary, bool IsFirst)> _dropped = [];
    private Boundary _boundary = new("test", 64, WhenFull.Fail);

    /// <summary>All of them: it never makes its producer wait.</summary>
    protected override int PulledWhileBlocked => 20;

    protected override IGraph<FlowShape<AudioFrame, AudioFrame>, NotUsed> Make() =>
        new BoundaryStage<AudioFrame>(_boundary, (boundary, isFirst) => _dropped.Add((boundary, isFirst)));

    protected override byte[] Expected(byte[] input) => input;

    [Fact]
    public Task When_full_the_oldest_makes_room_and_each_episode_is_told_once() => Kit.AllStopAsync(materializer =>
    {
        _boundary = new Boundary("caller audio", 3, WhenFull.DropOldest);
        FlowRig<AudioFrame, AudioFrame> rig = Rig(materializer);
        for (byte i = 0; i < 5; i++) rig.Push(Element([i], isLast: false));
        _dropped.ShouldBe([("caller audio", true), ("caller audio", false)]);
        rig.Out.Request(4);
        for (byte i = 2; i < 5; i++) Take(rig.Out.ExpectNext()).ShouldBe([i]);
        rig.Push(Element([5], isLast: false));
        Take(rig.Out.ExpectNext()).ShouldBe([5]);
        for (byte i = 6; i < 10; i++) rig.Push(Element([i], isLast: false));
        _dropped.Skip(2).ShouldBe([("caller audio", true)], "a new episode");
        Complete(rig).ShouldBe([7, 8, 9]);
        return Task.CompletedTask;
    });

    [Fact]
    public Task One_that_must_not_lose_anything_fails_the_run_by_its_name() => Kit.AllStopAsync(async materializer =>
    {
        _boundary = new Boundary("model commands", 2, WhenFull.Fail);
        FlowRig<AudioFrame, AudioFrame> rig = Rig(materializer);
        for (byte i = 0; i < 3; i++) rig.Push(Element([i], isLast: false));
        rig.Out.ExpectError().ShouldBeOfType<BoundaryOverflowException>();
        rig.In.ExpectCancellation();
        (await rig.End.First.Within()).Detail.ShouldBe("Boundary model commands is full: its 2 elements were not taken in time.");
        NothingIsLeft(rig);
    });

    [Fact]
    public Task It_tells_how_full_it_is() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<AudioFrame, AudioFrame> rig = Blocked(materializer);
        rig.End.Boundaries.ShouldBe([new BoundaryStatus("test", 20)]);
        rig.Out.Cancel();
        NothingIsLeft(rig);
        return Task.CompletedTask;
    });
}
