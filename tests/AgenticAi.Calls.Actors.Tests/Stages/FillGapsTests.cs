using AgenticAi.Audio.G711;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using Akka;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Tests.Stages;

/// <summary>The nine cases with timestamps that leave no gap: nothing may be added. Then media that is missing.</summary>
public sealed class FillGapsTests(StreamKit kit) : AudioCases(kit)
{
    private const byte Voice = 0x10;

    private long _bytes;

    protected override IGraph<FlowShape<AudioFrame, AudioFrame>, NotUsed> Make()
    {
        _bytes = 0;
        return new FillGaps(Buffers, new SharedTick(Time));
    }

    protected override AudioFrame Element(ReadOnlySpan<byte> bytes, bool isLast)
    {
        long start = _bytes / 8;
        _bytes += bytes.Length;
        return new AudioFrame(Buffers.Copy(bytes), 0, start);
    }

    protected override byte[] Expected(byte[] input) => input;

    [Fact]
    public Task Silence_comes_out_piece_by_piece_before_the_frame_that_showed_the_gap() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<AudioFrame, AudioFrame> rig = Rig(materializer);
        rig.Out.Request(2);
        rig.Push(Frame(0));
        rig.Push(Frame(530));
        TakeMs(rig).ShouldBe((20, false));
        TakeMs(rig).ShouldBe((200, true));
        rig.Out.ExpectNoMsg(TimeSpan.Zero);
        rig.Pulled.ShouldBe(2, "the next frame waits until the silence is taken");
        rig.Out.Request(3);
        TakeMs(rig).ShouldBe((200, true));
        TakeMs(rig).ShouldBe((110, true));
        TakeMs(rig).ShouldBe((20, false));
        Complete(rig).ShouldBeEmpty();
        return Task.CompletedTask;
    });

    [Fact]
    public Task When_upstream_completes_the_silence_that_is_held_comes_out_and_the_frame_behind_it() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<AudioFrame, AudioFrame> rig = Rig(materializer);
        rig.Out.Request(1);
        rig.Push(Frame(0));
        Take(rig.Out.ExpectNext());
        rig.Out.Request(1);
        rig.Push(Frame(4_020));
        Take(rig.Out.ExpectNext());
        Buffers.Outstanding.ShouldBe(20, "nineteen pieces of silence and the frame behind them");
        byte[] rest = Complete(rig);
        rest.Length.ShouldBe((3_800 + 20) * 8);
        rest[^1].ShouldBe(Voice);
        return Task.CompletedTask;
    });

    [Fact]
    public Task Stopped_while_silence_waits_everything_is_given_back() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<AudioFrame, AudioFrame> rig = Rig(materializer);
        rig.Out.Request(2);
        rig.Push(Frame(0));
        rig.Push(Frame(4_020));
        Take(rig.Out.ExpectNext());
        Take(rig.Out.ExpectNext());
        Buffers.Outstanding.ShouldBeGreaterThan(1);
        rig.Out.Cancel();
        NothingIsLeft(rig);
        return Task.CompletedTask;
    });

    [Fact]
    public Task When_media_stops_silence_follows_by_the_clock() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<AudioFrame, AudioFrame> rig = Rig(materializer);
        rig.Out.Request(int.MaxValue);
        rig.Push(Frame(0));
        Take(rig.Out.ExpectNext());
        Time.Advance(999);
        rig.Out.ExpectNoMsg(TimeSpan.Zero);
        Time.Advance(1);
        for (int i = 0; i < 5; i++) TakeMs(rig).ShouldBe((200, true));
        Time.Advance(100);
        TakeMs(rig).ShouldBe((100, true));
        Time.Advance(60_000);
        rig.In.SendComplete();
        rig.TakeAll().Sum(frame => Take(frame).Length).ShouldBe((10_000 - 1_100) * 8, "ten seconds are the most");
        NothingIsLeft(rig);
        return Task.CompletedTask;
    });

    [Fact]
    public Task Media_that_waits_for_a_slow_model_is_not_missing() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<AudioFrame, AudioFrame> rig = Rig(materializer);
        rig.Out.Request(1);
        rig.Push(Frame(0));
        rig.Push(Frame(20));
        Take(rig.Out.ExpectNext());
        Time.Advance(5_000);
        rig.Out.Request(2);
        TakeMs(rig).ShouldBe((20, false));
        rig.Out.ExpectNoMsg(TimeSpan.Zero);
        Time.Advance(900);
        rig.Out.ExpectNoMsg(TimeSpan.Zero);
        Time.Advance(300);
        TakeMs(rig).Silent.ShouldBeTrue("a second after it was taken, at most one look later");
        rig.Out.Cancel();
        NothingIsLeft(rig);
        return Task.CompletedTask;
    });

    [Fact]
    public Task Of_a_stop_that_nobody_can_take_silence_for_nothing_is_made() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<AudioFrame, AudioFrame> rig = Rig(materializer);
        rig.Out.Request(1);
        rig.Push(Frame(0));
        Take(rig.Out.ExpectNext());
        Time.Advance(30_000);
        Buffers.Outstanding.ShouldBe(0);
        Time.ArmedTimers.ShouldBe(1, "it looks again");
        rig.Out.Cancel();
        NothingIsLeft(rig);
        return Task.CompletedTask;
    });

    private AudioFrame Frame(long startMs)
    {
        AudioBuffer audio = Buffers.Rent(160);
        audio.Span.Fill(Voice);
        return new AudioFrame(audio, Time.GetTimestamp(), startMs);
    }

    private (int Ms, bool Silent) TakeMs(FlowRig<AudioFrame, AudioFrame> rig)
    {
        byte[] bytes = Take(rig.Out.ExpectNext());
        return (bytes.Length / 8, bytes.All(code => code == MuLaw.Silence));
    }
}
