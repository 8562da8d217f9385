using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using Akka;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Tests.Stages;

public sealed class BatchFlowTests(StreamKit kit) : AudioCases(kit)
{
    private const int MaxChunks = 10;

    protected override int PulledWhileBlocked => MaxChunks;

    protected override IGraph<FlowShape<AudioFrame, AudioFrame>, NotUsed> Make() => new BatchFlow(Buffers, MaxChunks);

    protected override byte[] Expected(byte[] input) => input;

    [Fact]
    public Task What_gathered_while_the_consumer_was_busy_goes_out_together_and_in_order() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<AudioFrame, AudioFrame> rig = Rig(materializer);
        for (byte i = 0; i < MaxChunks + 1; i++) rig.Push(Element([i], isLast: false));
        rig.Out.Request(1);
        Take(rig.Out.ExpectNext()).ShouldBe([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        rig.Push(Element([11], isLast: false));
        rig.Out.Request(1);
        Take(rig.Out.ExpectNext()).ShouldBe([10, 11]);
        Complete(rig).ShouldBeEmpty();
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_frame_waits_for_nothing_when_the_consumer_is_free() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<AudioFrame, AudioFrame> rig = Rig(materializer);
        rig.Out.Request(1);
        rig.Push(Element([1], isLast: false));
        Take(rig.Out.ExpectNext()).ShouldBe([1]);
        Complete(rig).ShouldBeEmpty();
        return Task.CompletedTask;
    });

    [Fact]
    public Task What_is_joined_is_as_old_as_its_oldest_chunk() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<AudioFrame, AudioFrame> rig = Rig(materializer);
        for (int i = 1; i <= 3; i++) rig.Push(new AudioFrame(Buffers.Copy([1]), readAt: i));
        rig.Out.Request(1);
        using (AudioFrame joined = rig.Out.ExpectNext()) joined.ReadAt.ShouldBe(1);
        Complete(rig).ShouldBeEmpty();
        return Task.CompletedTask;
    });

    [Fact]
    public void A_batch_of_nothing_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => new BatchFlow(Buffers, 0));
}
