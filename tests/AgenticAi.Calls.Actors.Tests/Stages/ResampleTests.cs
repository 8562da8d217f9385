using System.Runtime.InteropServices;
using AgenticAi.Audio.Resampling;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Turns;
using Akka;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Tests.Stages;

/// <summary>From the caller to the model.</summary>
public sealed class ResampleUpTests(StreamKit kit) : AudioCases(kit)
{
    protected override IGraph<FlowShape<AudioFrame, AudioFrame>, NotUsed> Make() => new Resample<AudioFrame>(Buffers, 8000, 24000);

    protected override byte[] Expected(byte[] input) => Resampled.Of(input, 8000, 24000);
}

/// <summary>From the model to the caller.</summary>
public sealed class ResampleDownTests(StreamKit kit) : TurnInputCases(kit)
{
    protected override IGraph<FlowShape<TurnInput, TurnInput>, NotUsed> Make() => new Resample<TurnInput>(Buffers, 24000, 8000);

    protected override byte[] Expected(byte[] input) => Resampled.Of(input, 24000, 8000);

    [Fact]
    public Task A_new_part_begins_with_a_whole_sample_whatever_the_last_one_ended_with() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<TurnInput, TurnInput> rig = Rig(materializer);
        rig.Out.Request(2);
        rig.Push(Part("a", [1, 2, 3]));
        Take(rig.Out.ExpectNext());
        rig.Push(Part("b", new byte[480]));
        Take(rig.Out.ExpectNext()).ShouldAllBe(value => value == 0, "silence must come out of silence");
        Complete(rig).ShouldBeEmpty();
        return Task.CompletedTask;
    });

    [Fact]
    public Task Two_runs_of_one_stage_share_nothing() => Kit.AllStopAsync(materializer =>
    {
        IGraph<FlowShape<TurnInput, TurnInput>, NotUsed> stage = Make();
        var first = new FlowRig<TurnInput, TurnInput>(Kit, materializer, stage);
        var second = new FlowRig<TurnInput, TurnInput>(Kit, materializer, stage);
        byte[] input = Input(960);
        first.Out.Request(1);
        second.Out.Request(1);
        first.Push(Element(Input(320), isLast: false));
        second.Push(Element(input, isLast: true));
        Take(first.Out.ExpectNext());
        Take(second.Out.ExpectNext()).ShouldBe(Expected(input));
        first.In.SendComplete();
        second.In.SendComplete();
        return Task.CompletedTask;
    });

    private ModelAudio Part(string item, byte[] audio) =>
        new(new AudioFrame(Buffers.Copy(audio), 0, part: new SpeechPart("resp_1", item, 0), endsPart: true));
}

/// <summary>What one resampler makes of a whole stream.</summary>
internal static class Resampled
{
    public static byte[] Of(byte[] input, int inputRate, int outputRate)
    {
        var resampler = new StreamingResampler(inputRate, outputRate);
        ReadOnlySpan<short> samples = MemoryMarshal.Cast<byte, short>(input);
        short[] room = new short[resampler.MaxOutput(samples.Length) + outputRate];
        int written = resampler.Process(samples, room);
        written += resampler.Flush(room.AsSpan(written));
        return MemoryMarshal.AsBytes(room.AsSpan(0, written)).ToArray();
    }
}
