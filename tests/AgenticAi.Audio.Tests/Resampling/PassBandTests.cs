namespace AgenticAi.Audio.Tests.Resampling;

public class PassBandTests
{
    /// <summary>The telephone band, end to end and densely where the filter begins to fall.</summary>
    public static MatrixTheoryData<int, (int, int)> Band { get; } = new(
        [50, 300, 700, 1000, 1300, 1700, 2000, 2300, 2700, 2900, 3000, 3100, 3200, 3250, 3300, 3350, 3400],
        [(8000, 24000), (24000, 8000)]);

    /// <summary>The upper end of the pass band of other ratios, which is 0.425 of the lower rate.</summary>
    public static TheoryData<int, int> OtherRatios { get; } = new()
    {
        { 8000, 16000 }, { 16000, 8000 }, { 16000, 24000 }, { 24000, 16000 }, { 48000, 8000 }, { 8000, 48000 }, { 48000, 24000 },
        { 48000, 16000 }, { 44100, 8000 }, { 44100, 24000 }, { 22050, 8000 }, { 11025, 24000 }, { 32000, 24000 }, { 12000, 8000 },
    };

    [Theory]
    [MemberData(nameof(Band))]
    public void A_full_scale_tone_up_to_3400_Hz_keeps_80_dB_of_signal_to_noise(int frequency, (int Input, int Output) rates)
    {
        var fit = new SineFit(Tone.Through(rates.Input, rates.Output, frequency), frequency, rates.Output);
        fit.SignalToNoise.ShouldBeGreaterThan(80);
        SineFit.Decibels(fit.Amplitude).ShouldBe(0, 0.002);
    }

    [Fact]
    public void There_and_back_again_keeps_the_tone()
    {
        short[] model = Tone.Process(new(8000, 24000), Tone.Sine(3000, 8000, 0.4));
        short[] telephone = Tone.Process(new(24000, 8000), model);
        new SineFit(telephone.AsSpan(160), 3000, 8000).SignalToNoise.ShouldBeGreaterThan(78);
    }

    [Theory]
    [MemberData(nameof(OtherRatios))]
    public void Other_ratios_reach_79_dB_to_the_end_of_their_band(int inputRate, int outputRate)
    {
        double edge = 0.425 * Math.Min(inputRate, outputRate);
        foreach (double frequency in new[] { 0.1 * edge, 0.5 * edge, 0.8 * edge, edge })
        {
            var fit = new SineFit(Tone.Through(inputRate, outputRate, frequency), frequency, outputRate);
            fit.SignalToNoise.ShouldBeGreaterThan(79, $"{frequency} Hz");
            SineFit.Decibels(fit.Amplitude).ShouldBe(0, 0.003);
        }
    }

    [Fact]
    public void Equal_rates_pass_samples_unchanged_and_at_once()
    {
        short[] tone = Tone.Sine(440, 8000, 0.1);
        var resampler = new Audio.Resampling.StreamingResampler(8000, 8000);
        Tone.Process(resampler, tone).ShouldBe(tone);
        Tone.Flush(resampler).ShouldBeEmpty();
        resampler.Delay.ShouldBe(TimeSpan.Zero);
    }
}
