using System.Runtime.InteropServices;
using AgenticAi.Audio.G711;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Turns;
using Akka;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Tests.Stages;

public sealed class MulawEncodeTests(StreamKit kit) : TurnInputCases(kit)
{
    protected override int SmallestPiece => 2;

    protected override IGraph<FlowShape<TurnInput, TurnInput>, NotUsed> Make() => new MulawEncode(Buffers);

    protected override byte[] Expected(byte[] input) => MemoryMarshal.Cast<byte, short>(input).ToArray().Select(MuLaw.Encode).ToArray();

    [Fact]
    public Task What_is_no_audio_passes_in_its_place() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<TurnInput, TurnInput> rig = Rig(materializer);
        rig.Out.Request(3);
        TurnInput mark = new CallerMark("m1");
        rig.Push(Element([0, 0], isLast: false));
        rig.Push(mark);
        rig.Push(Element([0, 0], isLast: true));
        Take(rig.Out.ExpectNext()).ShouldBe([MuLaw.Silence]);
        rig.Out.ExpectNext().ShouldBeSameAs(mark);
        Take(rig.Out.ExpectNext()).ShouldBe([MuLaw.Silence]);
        Complete(rig).ShouldBeEmpty();
        return Task.CompletedTask;
    });
}
