using AgenticAi.Audio.Resampling;

namespace AgenticAi.Audio.Tests.Resampling;

public class DelayTests
{
    [Theory]
    [InlineData(8000, 24000)]
    [InlineData(24000, 8000)]
    [InlineData(8000, 16000)]
    [InlineData(48000, 8000)]
    [InlineData(44100, 8000)]
    [InlineData(24000, 16000)]
    public void The_delay_is_as_stated_and_at_most_2_ms(int inputRate, int outputRate)
    {
        const double frequency = 200;
        short[] output = Tone.Through(inputRate, outputRate, frequency);
        double start = outputRate / 50 / (double)outputRate;
        double lag = start - new SineFit(output, frequency, outputRate).Phase / (2 * Math.PI * frequency);
        // A sine tells its delay but for whole periods, which at 200 Hz are 5 ms.
        lag -= Math.Floor(lag * frequency) / frequency;

        TimeSpan stated = new StreamingResampler(inputRate, outputRate).Delay;
        lag.ShouldBe(stated.TotalSeconds, 1e-6);
        stated.ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(2));
    }

    [Fact]
    public void A_frame_in_is_a_frame_out()
    {
        var up = new StreamingResampler(8000, 24000);
        var down = new StreamingResampler(24000, 8000);
        for (int frame = 0; frame < 5; frame++)
        {
            up.Process(new short[160], new short[480]).ShouldBe(480);
            down.Process(new short[480], new short[160]).ShouldBe(160);
        }
    }
}
