using AgenticAi.Audio.G711;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Turns;
using Akka;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Tests.Stages;

/// <summary>The nine cases while the agent speaks and everything is too quiet: as long as it was, and silent.</summary>
public sealed class EchoGateTests : AudioCases
{
    private static readonly byte Loud = MuLaw.Encode(8192);
    private static readonly byte Soft = MuLaw.Encode(256);

    private readonly AgentVoice _voice;

    public EchoGateTests(StreamKit kit)
        : base(kit)
    {
        _voice = new AgentVoice(Time);
        _voice.Speaking(true, Time.GetTimestamp());
    }

    protected override IGraph<FlowShape<AudioFrame, AudioFrame>, NotUsed> Make() => new EchoGate(_voice, -30);

    protected override byte[] Input(int length) => [.. Enumerable.Repeat(Soft, length)];

    protected override byte[] Expected(byte[] input) => [.. Enumerable.Repeat(MuLaw.Silence, input.Length)];

    [Fact]
    public Task Each_run_has_a_gate_of_its_own() => Kit.AllStopAsync(materializer =>
    {
        IGraph<FlowShape<AudioFrame, AudioFrame>, NotUsed> stage = Make();
        var opened = new FlowRig<AudioFrame, AudioFrame>(Kit, materializer, stage);
        var shut = new FlowRig<AudioFrame, AudioFrame>(Kit, materializer, stage);
        Hear(opened, Loud).ShouldBe(Loud);
        Hear(opened, Soft).ShouldBe(Soft);
        Hear(shut, Soft).ShouldBe(MuLaw.Silence);
        opened.In.SendComplete();
        shut.In.SendComplete();
        return Task.CompletedTask;
    });

    private byte Hear(FlowRig<AudioFrame, AudioFrame> rig, byte code)
    {
        rig.Out.Request(1);
        rig.Push(Element([.. Enumerable.Repeat(code, 160)], isLast: false));
        return Take(rig.Out.ExpectNext()).Distinct().ShouldHaveSingleItem();
    }
}
