using AgenticAi.Audio.Resampling;

namespace AgenticAi.Audio.Tests.Resampling;

public class FlushTests
{
    [Theory]
    [InlineData(8000, 24000, 3)]
    [InlineData(24000, 8000, 1)]
    [InlineData(24000, 16000, 1)]
    public void All_that_the_last_sample_causes_comes_out(int inputRate, int outputRate, int least)
    {
        var resampler = new StreamingResampler(inputRate, outputRate);
        short[] input = new short[999];
        input[^1] = 30000;
        double sum = Tone.Process(resampler, input).Concat(Tone.Flush(resampler)).Sum(sample => (double)sample);
        // An impulse keeps its area: the sum of samples times the time between them.
        (sum * inputRate / outputRate).ShouldBe(30000, 150.0 / least);
    }

    [Fact]
    public void After_a_flush_the_stream_begins_anew()
    {
        short[] tone = Tone.Sine(1000, 8000, 0.1);
        var used = new StreamingResampler(8000, 24000);
        Tone.Process(used, tone.AsSpan(0, 77));
        Tone.Flush(used);
        Tone.Process(used, tone).ShouldBe(Tone.Process(new StreamingResampler(8000, 24000), tone));
    }

    [Fact]
    public void After_a_reset_the_stream_begins_anew()
    {
        short[] tone = Tone.Sine(1000, 24000, 0.1);
        var used = new StreamingResampler(24000, 8000);
        Tone.Process(used, tone.AsSpan(0, 77));
        used.Reset();
        Tone.Process(used, tone).ShouldBe(Tone.Process(new StreamingResampler(24000, 8000), tone));
    }

    [Fact]
    public void Nothing_came_in_so_nothing_comes_out()
    {
        var resampler = new StreamingResampler(8000, 24000);
        resampler.Flush([]).ShouldBe(0);
        Tone.Process(resampler, [1]);
        Tone.Flush(resampler).Length.ShouldBe(resampler.MaxFlushOutput);
        resampler.Flush([]).ShouldBe(0);
    }

    [Fact]
    public void Too_little_room_is_refused_and_changes_nothing()
    {
        short[] tone = Tone.Sine(1000, 8000, 0.02);
        var resampler = new StreamingResampler(8000, 24000);
        Should.Throw<ArgumentException>(() => resampler.Process(tone, new short[479])).Message.ShouldContain("480 samples");
        Tone.Process(resampler, tone).ShouldBe(Tone.Process(new StreamingResampler(8000, 24000), tone));
        Should.Throw<ArgumentException>(() => resampler.Flush(new short[3]));
        Tone.Flush(resampler).Length.ShouldBe(resampler.MaxFlushOutput);
    }

    [Fact]
    public void A_rate_that_is_not_on_the_list_is_refused_by_name()
    {
        ArgumentOutOfRangeException error = Should.Throw<ArgumentOutOfRangeException>(() => new StreamingResampler(8000, 23999));
        error.ParamName.ShouldBe("outputRate");
        error.Message.ShouldContain("24000");
        Should.Throw<ArgumentOutOfRangeException>(() => new StreamingResampler(0, 8000)).ParamName.ShouldBe("inputRate");
    }

    [Fact]
    public void Every_pair_of_rates_on_the_list_can_be_had()
    {
        foreach (int input in SampleRates.All.ToArray())
        {
            foreach (int output in SampleRates.All.ToArray())
            {
                var resampler = new StreamingResampler(input, output);
                Tone.Process(resampler, new short[input]).Length.ShouldBe(output);
            }
        }
    }
}
