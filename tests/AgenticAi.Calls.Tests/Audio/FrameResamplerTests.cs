using System.Runtime.InteropServices;
using AgenticAi.Audio.Resampling;
using AgenticAi.Calls.Audio;

namespace AgenticAi.Calls.Tests.Audio;

/// <summary>However audio is cut into frames, what comes out is what one piece would have become, and every buffer comes back.</summary>
public sealed class FrameResamplerTests : IDisposable
{
    private static readonly SpeechPart Part = new("resp_1", "item_1", 0);

    private readonly AudioBuffers _buffers = new();

    public void Dispose() => _buffers.Dispose();

    public static TheoryData<int, int> Rates => new() { { 8000, 24000 }, { 24000, 8000 } };

    [Theory]
    [MemberData(nameof(Rates))]
    public void Split_at_every_place_the_output_is_the_same(int from, int to)
    {
        byte[] input = Noise(64);
        for (int cut = 0; cut <= input.Length; cut++)
            Run(from, to, input[..cut], input[cut..]).ShouldBe(Expected(from, to, input), $"cut at {cut}");
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Much_in_one_frame_comes_out_whole(int from, int to)
    {
        byte[] input = Noise(3200);
        Run(from, to, input).ShouldBe(Expected(from, to, input));
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Too_little_to_work_on_loses_nothing(int from, int to)
    {
        byte[] input = Noise(64);
        Run(from, to, [], input[..1], [], input[1..]).ShouldBe(Expected(from, to, input));
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Byte_by_byte_the_output_is_the_same(int from, int to)
    {
        byte[] input = Noise(128);
        Run(from, to, [.. input.Select(one => new[] { one })]).ShouldBe(Expected(from, to, input));
    }

    [Fact]
    public void A_frame_of_which_nothing_came_out_does_not_go_on_unless_it_ends_its_part()
    {
        var resampler = new FrameResampler(_buffers, 24000, 8000);
        using var half = new AudioFrame(_buffers.Copy([1]), readAt: 0, part: Part);
        resampler.Process(half).ShouldBeFalse();
        using var last = new AudioFrame(_buffers.Rent(0), readAt: 0, part: Part, endsPart: true);
        resampler.Process(last).ShouldBeTrue();
    }

    [Fact]
    public void A_new_part_begins_with_a_whole_sample_whatever_the_last_one_ended_with()
    {
        var resampler = new FrameResampler(_buffers, 24000, 8000);
        Process(resampler, [1, 2, 3], new SpeechPart("r", "a", 0), endsPart: true);
        byte[] silence = Process(resampler, new byte[480], new SpeechPart("r", "b", 0), endsPart: true);
        silence.Length.ShouldBeGreaterThan(0);
        silence.ShouldAllBe(value => value == 0, "silence must come out of silence");
        _buffers.Outstanding.ShouldBe(0);
    }

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Expected(int from, int to, byte[] input)
    {
        var resampler = new StreamingResampler(from, to);
        ReadOnlySpan<short> samples = MemoryMarshal.Cast<byte, short>(input);
        short[] room = new short[resampler.MaxOutput(samples.Length) + to];
        int written = resampler.Process(samples, room);
        written += resampler.Flush(room.AsSpan(written));
        return MemoryMarshal.AsBytes(room.AsSpan(0, written)).ToArray();
    }

    private byte[] Run(int from, int to, params byte[][] pieces)
    {
        var resampler = new FrameResampler(_buffers, from, to);
        byte[] output = [.. pieces.SelectMany((piece, i) => Process(resampler, piece, Part, endsPart: i == pieces.Length - 1))];
        _buffers.Outstanding.ShouldBe(0);
        return output;
    }

    private byte[] Process(FrameResampler resampler, byte[] bytes, SpeechPart part, bool endsPart)
    {
        using var frame = new AudioFrame(_buffers.Copy(bytes), readAt: 0, part: part, endsPart: endsPart);
        bool goesOn = resampler.Process(frame);
        goesOn.ShouldBe(frame.Buffer.Length > 0 || endsPart);
        return frame.Buffer.Span.ToArray();
    }
}
