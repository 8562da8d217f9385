using AgenticAi.Calls.Audio;
using AgenticAi.Testing;
using Akka;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Tests.Stages;

/// <summary>
/// What every stage must withstand, whatever it does. Each has one class that derives from this and says what it is fed and what must
/// come out. The ninth case, a wait that is cut off, is for those that wait: the legs.
/// </summary>
public abstract class NineCases<TIn, TOut>(StreamKit kit) : IClassFixture<StreamKit>
    where TIn : class
    where TOut : class
{
    private const int Elements = 20;

    protected StreamKit Kit { get; } = kit;

    protected AudioBuffers Buffers { get; } = new();

    protected ManualTimeProvider Time { get; } = new();

    /// <summary>How many elements the stage pulls while nobody wants any: none, unless it exists to gather.</summary>
    protected virtual int PulledWhileBlocked => 0;

    /// <summary>The smallest piece the stage is ever handed, in bytes.</summary>
    protected virtual int SmallestPiece => 1;

    protected abstract IGraph<FlowShape<TIn, TOut>, NotUsed> Make();

    /// <summary>An element that carries these bytes; the last of the stream says so, where the stage knows ends.</summary>
    protected abstract TIn Element(ReadOnlySpan<byte> bytes, bool isLast);

    protected abstract byte[] BytesOf(TOut element);

    /// <summary>A stream for this stage, of an even length.</summary>
    protected abstract byte[] Input(int length);

    /// <summary>What must come out for it, however it was cut.</summary>
    protected abstract byte[] Expected(byte[] input);

    [Fact]
    public Task Split_at_every_place_the_output_is_the_same() => Kit.AllStopAsync(materializer =>
    {
        byte[] input = Input(64);
        for (int cut = 0; cut <= input.Length; cut += SmallestPiece)
        {
            FlowRig<TIn, TOut> rig = Rig(materializer);
            rig.Out.Request(int.MaxValue);
            rig.Push(Element(input.AsSpan(0, cut), isLast: false));
            rig.Push(Element(input.AsSpan(cut), isLast: true));
            Complete(rig).ShouldBe(Expected(input), $"cut at {cut}");
        }

        return Task.CompletedTask;
    });

    [Fact]
    public Task Much_in_one_chunk_comes_out_whole() => Kit.AllStopAsync(materializer =>
    {
        byte[] input = Input(3200);
        FlowRig<TIn, TOut> rig = Rig(materializer);
        rig.Out.Request(int.MaxValue);
        rig.Push(Element(input, isLast: true));
        Complete(rig).ShouldBe(Expected(input));
        return Task.CompletedTask;
    });

    [Fact]
    public Task Too_little_to_work_on_neither_stalls_nor_loses_anything() => Kit.AllStopAsync(materializer =>
    {
        byte[] input = Input(64);
        FlowRig<TIn, TOut> rig = Rig(materializer);
        rig.Out.Request(int.MaxValue);
        rig.Push(Element([], isLast: false));
        rig.Push(Element(input.AsSpan(0, SmallestPiece), isLast: false));
        rig.Push(Element([], isLast: false));
        rig.Push(Element(input.AsSpan(SmallestPiece), isLast: true));
        Complete(rig).ShouldBe(Expected(input));
        return Task.CompletedTask;
    });

    [Fact]
    public Task While_the_consumer_is_blocked_no_more_is_pulled_than_is_said() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<TIn, TOut> rig = Blocked(materializer);
        rig.Pulled.ShouldBe(PulledWhileBlocked);
        rig.GiveBackNotPulled();
        rig.Out.Cancel();
        return Task.CompletedTask;
    });

    [Fact]
    public virtual Task What_is_held_comes_out_when_upstream_completes() => Kit.AllStopAsync(materializer =>
    {
        int pieces = Math.Min(PulledWhileBlocked + 1, Elements);
        byte[] input = Input(pieces * 64);
        FlowRig<TIn, TOut> rig = Rig(materializer);
        rig.Fill(i => Element(input.AsSpan(i * 64, 64), isLast: i == pieces - 1), pieces);
        Complete(rig).ShouldBe(Expected(input));
        return Task.CompletedTask;
    });

    [Fact]
    public Task When_upstream_fails_the_failure_goes_on_and_everything_is_given_back() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<TIn, TOut> rig = Blocked(materializer);
        rig.GiveBackNotPulled();
        rig.In.SendError(new IOException("upstream is gone"));
        rig.Out.ExpectError().Message.ShouldBe("upstream is gone");
        NothingIsLeft(rig);
        return Task.CompletedTask;
    });

    [Fact]
    public Task When_downstream_cancels_so_does_the_stage_and_everything_is_given_back() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<TIn, TOut> rig = Blocked(materializer);
        rig.GiveBackNotPulled();
        rig.Out.Cancel();
        rig.In.ExpectCancellation();
        NothingIsLeft(rig);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Stopped_from_outside_with_elements_waiting_everything_is_given_back()
    {
        ActorMaterializer materializer = Kit.Materializer();
        FlowRig<TIn, TOut> rig = Blocked(materializer);
        rig.GiveBackNotPulled();
        materializer.Shutdown();
        await rig.End.Stopped.Within();
        NothingIsLeft(rig);
    }

    private protected FlowRig<TIn, TOut> Rig(IMaterializer materializer) => new(Kit, materializer, Make());

    /// <summary>Completes upstream, and takes what comes out until the stage completes.</summary>
    private protected byte[] Complete(FlowRig<TIn, TOut> rig)
    {
        rig.In.SendComplete();
        byte[] output = [.. rig.TakeAll().SelectMany(Take)];
        NothingIsLeft(rig);
        return output;
    }

    /// <summary>The bytes of an element, whose buffer is given back.</summary>
    protected byte[] Take(TOut element)
    {
        byte[] bytes = BytesOf(element);
        (element as IDisposable)?.Dispose();
        return bytes;
    }

    /// <summary>A stage that has all it takes while nobody wants anything.</summary>
    private protected FlowRig<TIn, TOut> Blocked(IMaterializer materializer)
    {
        FlowRig<TIn, TOut> rig = Rig(materializer);
        rig.Fill(_ => Element(Input(320), isLast: false), Elements);
        return rig;
    }

    private protected void NothingIsLeft(FlowRig<TIn, TOut> rig)
    {
        rig.End.Stopped.IsCompleted.ShouldBeTrue("the stage has stopped");
        Buffers.Outstanding.ShouldBe(0);
        Time.ArmedTimers.ShouldBe(0);
    }
}
