namespace AgenticAi.Audio.Tests.Resampling;

public class StopBandTests
{
    [Theory]
    [InlineData(4600)]
    [InlineData(4700)]
    [InlineData(5000)]
    [InlineData(5500)]
    [InlineData(6000)]
    [InlineData(7000)]
    [InlineData(7900)]
    [InlineData(8100)]
    [InlineData(9000)]
    [InlineData(10000)]
    [InlineData(11000)]
    [InlineData(11900)]
    public void What_8_kHz_cannot_hold_is_80_dB_down(int frequency)
    {
        short[] heard = Tone.Through(24000, 8000, frequency);
        double power = heard.Average(sample => (double)sample * sample);
        SineFit.Decibels(Math.Sqrt(2 * power)).ShouldBeLessThan(-80);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(1000)]
    [InlineData(2500)]
    [InlineData(3400)]
    public void The_images_of_a_telephone_tone_are_80_dB_down(int frequency)
    {
        short[] sent = Tone.Through(8000, 24000, frequency);
        foreach (int image in new[] { 8000 - frequency, 8000 + frequency })
            SineFit.Decibels(new SineFit(sent, image, 24000).Amplitude).ShouldBeLessThan(-80, $"{image} Hz");
    }

    [Theory]
    [InlineData(4100)]
    [InlineData(4300)]
    [InlineData(4500)]
    public void Between_4000_and_4600_Hz_what_folds_lands_above_the_telephone_band(int frequency)
    {
        short[] heard = Tone.Through(24000, 8000, frequency);
        var folded = new SineFit(heard, 8000 - frequency, 8000);
        SineFit.Decibels(folded.Amplitude).ShouldBeInRange(-70, -5);
        double rest = Math.Sqrt(heard.Average(sample => (double)sample * sample) * Math.Pow(10, -folded.SignalToNoise / 10));
        rest.ShouldBeLessThan(1);
    }

    [Fact]
    public void Louder_than_full_scale_is_clipped_and_never_wraps()
    {
        short[] square = [.. Enumerable.Range(0, 800).Select(n => n / 8 % 2 == 0 ? short.MaxValue : short.MinValue)];
        // Past the start, where the filter swings around zero.
        short[] output = Tone.Process(new(8000, 24000), square)[96..];
        output.ShouldContain(short.MaxValue);
        output.ShouldContain(short.MinValue);
        // A wrapped sample stands alone among neighbours of the other sign; the shortest honest half period is 24 samples long.
        int changes = output.Zip(output.Skip(1)).Count(pair => pair.First < 0 != pair.Second < 0);
        changes.ShouldBeLessThanOrEqualTo(output.Length / 24 + 1);
    }
}
