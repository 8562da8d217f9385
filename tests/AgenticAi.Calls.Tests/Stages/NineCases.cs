using AgenticAi.Calls.Audio;
using AgenticAi.Streams.Graph;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Stages;

/// <summary>
/// What every stage must withstand, whatever it does. Each stage has one class that derives from this and says what it is fed and
/// what must come out.
/// </summary>
public abstract class NineCases<TIn, TOut>
{
    private const int Elements = 20;

    protected AudioBuffers Buffers { get; } = new();

    protected ManualTimeProvider Time { get; } = new();

    /// <summary>How many elements the stage may pull while its consumer is blocked: one, unless it exists to gather.</summary>
    protected virtual int MayPullWhileBlocked => 1;

    protected abstract Stage<TIn, TOut> Make();

    /// <summary>An element that carries these bytes; the last of the stream says so, where the stage knows ends.</summary>
    protected abstract TIn Element(ReadOnlySpan<byte> bytes, bool isLast);

    protected abstract byte[] BytesOf(TOut element);

    /// <summary>A stream for this stage, of an even length.</summary>
    protected abstract byte[] Input(int length);

    /// <summary>What must come out for it, however it was cut.</summary>
    protected abstract byte[] Expected(byte[] input);

    [Fact]
    public async Task Split_at_every_place_the_output_is_the_same()
    {
        byte[] input = Input(64);
        for (int cut = 0; cut <= input.Length; cut += SmallestPiece) (await RunAsync(input, cut)).ShouldBe(Expected(input), $"cut at {cut}");
    }

    [Fact]
    public async Task Much_in_one_chunk_comes_out_whole()
    {
        byte[] input = Input(3200);
        (await RunAsync(input)).ShouldBe(Expected(input));
    }

    [Fact]
    public async Task Too_little_to_work_on_neither_stalls_nor_loses_anything()
    {
        byte[] input = Input(64);
        await using StageRig<TIn, TOut> rig = Rig();
        rig.Push(Element([], isLast: false));
        rig.Push(Element(input.AsSpan(0, SmallestPiece), isLast: false));
        rig.Push(Element([], isLast: false));
        rig.Push(Element(input.AsSpan(SmallestPiece), isLast: true));
        await rig.CompleteAsync();
        rig.Output.ShouldBe(Expected(input));
        NothingIsLent();
    }

    [Fact]
    public async Task While_the_consumer_is_blocked_no_more_is_pulled_than_is_said()
    {
        await using StageRig<TIn, TOut> rig = Rig();
        rig.Shut();
        for (int i = 0; i < Elements; i++) rig.Push(Element(Input(320), isLast: false));
        (Elements - rig.NotPulled).ShouldBeInRange(1, MayPullWhileBlocked);
        rig.Open();
    }

    [Fact]
    public async Task What_is_held_comes_out_when_upstream_completes()
    {
        byte[] input = Input(HeldBytes);
        await using StageRig<TIn, TOut> rig = Rig();
        rig.Shut();
        for (int at = 0; at < input.Length; at += 64) rig.Push(Element(input.AsSpan(at, 64), isLast: at + 64 == input.Length));
        rig.Open();
        await rig.CompleteAsync();
        rig.Output.ShouldBe(Expected(input));
        NothingIsLent();
    }

    [Fact]
    public async Task When_upstream_fails_the_run_ends_with_its_name_and_everything_is_given_back()
    {
        await using StageRig<TIn, TOut> rig = Rig();
        rig.Shut();
        for (int i = 0; i < Elements; i++) rig.Push(Element(Input(320), isLast: false));
        rig.FailUpstream();
        await rig.Run.Completion.Within();
        (await rig.Run.FirstEnd).Node.ShouldBe("source");
        NothingIsLent();
    }

    [Fact]
    public async Task When_downstream_fails_the_run_ends_with_its_name_and_everything_is_given_back()
    {
        await using StageRig<TIn, TOut> rig = Rig();
        rig.FailDownstream();
        for (int i = 0; i < Elements; i++) rig.Push(Element(Input(320), isLast: i == Elements - 1));
        await rig.Run.Completion.Within();
        (await rig.Run.FirstEnd).Node.ShouldBe("sink");
        NothingIsLent();
    }

    [Fact]
    public async Task Cancelled_in_the_middle_of_a_write_everything_is_given_back()
    {
        await using StageRig<TIn, TOut> rig = Rig();
        rig.Shut();
        rig.Push(Element(Input(320), isLast: true));
        await rig.Run.StopAsync().Within();
        rig.Count.ShouldBe(0);
        NothingIsLent();
    }

    [Fact]
    public async Task Stopped_from_outside_with_elements_waiting_everything_is_given_back()
    {
        StageRig<TIn, TOut> rig = Rig();
        rig.Shut();
        for (int i = 0; i < Elements; i++) rig.Push(Element(Input(320), isLast: false));
        await rig.DisposeAsync();
        rig.Push(Element(Input(320), isLast: false));
        NothingIsLent();
        Time.ArmedTimers.ShouldBe(0);
    }

    /// <summary>How much is held when upstream completes, a multiple of 64 bytes.</summary>
    protected virtual int HeldBytes => 1280;

    /// <summary>The smallest piece a stage is ever handed, in bytes.</summary>
    protected virtual int SmallestPiece => 1;

    private StageRig<TIn, TOut> Rig() => new(Make, BytesOf, Time);

    private async Task<byte[]> RunAsync(byte[] input, int? cut = null)
    {
        await using StageRig<TIn, TOut> rig = Rig();
        if (cut is { } at) rig.Push(Element(input.AsSpan(0, at), isLast: false));
        rig.Push(Element(input.AsSpan(cut ?? 0), isLast: true));
        await rig.CompleteAsync();
        NothingIsLent();
        return rig.Output;
    }

    private void NothingIsLent() => Buffers.Outstanding.ShouldBe(0);
}
