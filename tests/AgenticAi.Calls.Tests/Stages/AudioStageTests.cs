using System.Runtime.InteropServices;
using AgenticAi.Audio.G711;
using AgenticAi.Audio.Resampling;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Stages;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Tests.Stages;

/// <summary>A stage from audio to audio.</summary>
public abstract class AudioStageCases : NineCases<AudioFrame, AudioFrame>
{
    private static readonly SpeechPart Part = new("resp_1", "item_1", 0);

    protected override AudioFrame Element(ReadOnlySpan<byte> bytes, bool isLast) => new(Buffers.Copy(bytes), 0, 0, Part, isLast);

    protected override byte[] BytesOf(AudioFrame element) => element.Buffer.Span.ToArray();

    protected override byte[] Input(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}

public sealed class MulawDecodeTests : AudioStageCases
{
    protected override Stage<AudioFrame, AudioFrame> Make() => new MulawDecode(Buffers);

    protected override byte[] Expected(byte[] input) =>
        MemoryMarshal.AsBytes<short>(input.Select(MuLaw.Decode).ToArray()).ToArray();
}

public sealed class MulawEncodeTests : AudioStageCases
{
    protected override int SmallestPiece => 2;

    protected override Stage<AudioFrame, AudioFrame> Make() => new MulawEncode(Buffers);

    protected override byte[] Expected(byte[] input) =>
        MemoryMarshal.Cast<byte, short>(input).ToArray().Select(MuLaw.Encode).ToArray();
}

public abstract class ResampleCases(int inputRate, int outputRate) : AudioStageCases
{
    protected override Stage<AudioFrame, AudioFrame> Make() => new Resample(Buffers, inputRate, outputRate);

    protected override byte[] Expected(byte[] input)
    {
        var resampler = new StreamingResampler(inputRate, outputRate);
        ReadOnlySpan<short> samples = MemoryMarshal.Cast<byte, short>(input);
        short[] room = new short[resampler.MaxOutput(samples.Length) + outputRate];
        int written = resampler.Process(samples, room);
        written += resampler.Flush(room.AsSpan(written));
        return MemoryMarshal.AsBytes(room.AsSpan(0, written)).ToArray();
    }
}

public sealed class ResampleUpTests() : ResampleCases(8000, 24000);

public sealed class ResampleDownTests() : ResampleCases(24000, 8000)
{
    [Fact]
    public void A_new_part_begins_with_a_whole_sample_whatever_the_last_one_ended_with()
    {
        var stage = new Resample(Buffers, 24000, 8000);
        var output = new Kept();
        stage.OnElement(new AudioFrame(Buffers.Copy([1, 2, 3]), 0, 0, new SpeechPart("r", "a", 0), EndsPart: true), output);
        int before = output.Bytes;
        stage.OnElement(new AudioFrame(Buffers.Copy(new byte[480]), 0, 0, new SpeechPart("r", "b", 0), EndsPart: true), output);
        output.Sum.ShouldBe(output.SumAt(before), "silence must come out of silence");
        Buffers.Outstanding.ShouldBe(0);
    }

    private sealed class Kept : IOutlet<AudioFrame>
    {
        private readonly List<byte> _bytes = [];

        public int Bytes => _bytes.Count;

        public int Sum => SumAt(_bytes.Count);

        public int SumAt(int count) => _bytes.Take(count).Sum(value => value);

        public void Push(AudioFrame element)
        {
            _bytes.AddRange(element.Buffer.Span);
            element.Dispose();
        }
    }
}

public sealed class BatchFlowTests : AudioStageCases
{
    private const int MaxChunks = 10;

    protected override int MayPullWhileBlocked => MaxChunks;

    protected override Stage<AudioFrame, AudioFrame> Make() => new BatchFlow(Buffers, MaxChunks);

    protected override byte[] Expected(byte[] input) => input;

    [Fact]
    public async Task What_gathered_while_the_consumer_was_busy_goes_out_in_batches_of_ten()
    {
        await using var rig = new StageRig<AudioFrame, AudioFrame>(Make, BytesOf, Time);
        rig.Shut();
        for (byte i = 0; i < 26; i++) rig.Push(Element([i], isLast: false));
        rig.Open();
        await rig.CompleteAsync();
        rig.Count.ShouldBe(4, "one that found the consumer free, two full batches, and the rest");
        rig.Output.ShouldBe(Enumerable.Range(0, 26).Select(i => (byte)i));
    }

    [Fact]
    public async Task A_frame_waits_for_nothing_when_the_consumer_is_free()
    {
        await using var rig = new StageRig<AudioFrame, AudioFrame>(Make, BytesOf, Time);
        rig.Push(Element([1], isLast: false));
        rig.Count.ShouldBe(1);
    }
}
