using AgenticAi.Audio.Resampling;

namespace AgenticAi.Audio.Tests.Resampling;

public class ClipResamplerTests
{
    [Theory]
    [InlineData(44100, 8000)]
    [InlineData(48000, 24000)]
    [InlineData(8000, 24000)]
    [InlineData(24000, 8000)]
    [InlineData(8000, 8000)]
    public void A_clip_keeps_its_length_and_its_place_in_time(int inputRate, int outputRate)
    {
        short[] clip = ClipResampler.Resample(Tone.Sine(500, inputRate, 0.5, 10000), inputRate, outputRate);
        clip.Length.ShouldBe(outputRate / 2);

        // The filter's delay need not be a whole number of samples: half of one is the best that can be had.
        int inner = outputRate / 20;
        double phase = new SineFit(clip.AsSpan(inner, outputRate / 4), 500, outputRate).Phase - 2 * Math.PI * 500 * inner / outputRate;
        double lag = Math.IEEERemainder(phase, 2 * Math.PI) / (2 * Math.PI * 500) * outputRate;
        lag.ShouldBe(0, 0.51);
    }

    [Fact]
    public void The_end_of_a_clip_is_not_lost()
    {
        short[] input = new short[800];
        input[^1] = 20000;
        ClipResampler.Resample(input, 8000, 24000)[^3].ShouldBeGreaterThan((short)10000);
    }

    [Fact]
    public void Of_nothing_nothing_comes() => ClipResampler.Resample([], 8000, 24000).ShouldBeEmpty();
}
