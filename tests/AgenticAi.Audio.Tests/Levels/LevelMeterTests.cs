using AgenticAi.Audio.G711;
using AgenticAi.Audio.Levels;
using AgenticAi.Audio.Tests.Resampling;

namespace AgenticAi.Audio.Tests.Levels;

public class LevelMeterTests
{
    [Fact]
    public void A_full_scale_sine_is_3_dB_below_a_full_scale_square_wave()
    {
        LevelMeter.Decibels(Tone.Sine(1000, 8000, 1)).ShouldBe(-3.01, 0.01);
        LevelMeter.Decibels([short.MinValue, short.MaxValue, short.MinValue]).ShouldBe(0, 0.001);
    }

    [Fact]
    public void A_tenth_of_the_amplitude_is_20_dB_less() =>
        LevelMeter.Decibels(Tone.Sine(1000, 8000, 1, Tone.FullScale / 10)).ShouldBe(-23.01, 0.01);

    [Fact]
    public void Silence_and_nothing_read_the_lowest()
    {
        LevelMeter.Decibels(new short[160]).ShouldBe(LevelMeter.Silence);
        LevelMeter.Decibels([]).ShouldBe(LevelMeter.Silence);
        LevelMeter.DecibelsOfMuLaw([MuLaw.Silence, 0x7F]).ShouldBe(LevelMeter.Silence);
        LevelMeter.DecibelsOfMuLaw([]).ShouldBe(LevelMeter.Silence);
    }

    [Fact]
    public void The_faintest_sound_reads_above_silence() =>
        LevelMeter.Decibels([1, .. new short[159]]).ShouldBeInRange(LevelMeter.Silence + 1, -90);

    [Fact]
    public void Mu_law_reads_what_its_decoded_samples_read()
    {
        byte[] codes = [.. Enumerable.Range(0, 256).Select(code => (byte)code)];
        var pcm = new short[codes.Length];
        MuLaw.Decode(codes, pcm);
        LevelMeter.DecibelsOfMuLaw(codes).ShouldBe(LevelMeter.Decibels(pcm));
    }

    [Fact]
    public void Metering_a_frame_allocates_nothing()
    {
        var pcm = new short[160];
        var codes = new byte[160];
        double sum = 0;
        Allocations.Of(() => sum += LevelMeter.Decibels(pcm) + LevelMeter.DecibelsOfMuLaw(codes)).ShouldBe(0);
    }
}
