using AgenticAi.Audio.Resampling;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Audio.Tests.Resampling;

public class CuttingTests
{
    private static readonly (int, int)[] Ratios =
        [(8000, 24000), (24000, 8000), (16000, 24000), (24000, 16000), (48000, 8000), (44100, 8000), (11025, 24000)];

    [Fact]
    public void However_the_input_is_cut_the_output_is_the_same()
    {
        var pieces = Gen.Choose(0, 1500).Select(length => length / 3).ArrayOf();
        var cases = Gen.Elements(Ratios).Zip(pieces).Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary();
        Prop.ForAll(cases, one =>
        {
            (((int input, int output), int[] lengths), int seed) = one;
            short[] noise = Noise(lengths.Sum(), seed);
            var whole = new StreamingResampler(input, output);
            var cut = new StreamingResampler(input, output);
            short[] expected = [.. Tone.Process(whole, noise), .. Tone.Flush(whole)];
            short[] actual = [.. Pieces(cut, noise, lengths), .. Tone.Flush(cut)];
            return expected.AsSpan().SequenceEqual(actual);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(8000, 24000)]
    [InlineData(24000, 8000)]
    [InlineData(24000, 16000)]
    public void One_sample_at_a_time_is_no_different(int inputRate, int outputRate)
    {
        short[] noise = Noise(1000, 7);
        short[] expected = Tone.Process(new StreamingResampler(inputRate, outputRate), noise);
        Pieces(new StreamingResampler(inputRate, outputRate), noise, [.. Enumerable.Repeat(1, noise.Length)]).ShouldBe(expected);
    }

    [Fact]
    public void A_frame_allocates_nothing()
    {
        var up = new StreamingResampler(8000, 24000);
        var down = new StreamingResampler(24000, 8000);
        var telephone = new short[160];
        var model = new short[480];
        Allocations.Of(() =>
        {
            up.Process(telephone, model);
            down.Process(model, telephone);
            down.Flush(model);
        }).ShouldBe(0);
    }

    private static List<short> Pieces(StreamingResampler resampler, short[] input, int[] lengths)
    {
        List<short> output = [];
        int start = 0;
        foreach (int length in lengths)
        {
            output.AddRange(Tone.Process(resampler, input.AsSpan(start, length)));
            start += length;
        }

        return output;
    }

    private static short[] Noise(int samples, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, samples).Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1))];
    }
}
