using AgenticAi.Audio.Wav;

namespace AgenticAi.Audio.Tests.Wav;

public class WavAudioTests
{
    [Fact]
    public void Two_tracks_become_left_and_right_and_the_shorter_ends_in_silence()
    {
        WavAudio stereo = WavAudio.Stereo(8000, [1, 2, 3], [-1]);
        stereo.Samples.ShouldBe([(short)1, (short)-1, (short)2, (short)0, (short)3, (short)0]);
        WavAudio.Stereo(8000, [], [7, 8]).Samples.ShouldBe([(short)0, (short)7, (short)0, (short)8]);
    }

    [Fact]
    public void A_channel_can_be_taken_out_again()
    {
        WavAudio stereo = WavAudio.Stereo(8000, [1, 2, 3], [-1, -2]);
        stereo.Channel(0).ShouldBe([(short)1, (short)2, (short)3]);
        stereo.Channel(1).ShouldBe([(short)-1, (short)-2, (short)0]);
        Should.Throw<ArgumentOutOfRangeException>(() => stereo.Channel(2));
        Should.Throw<ArgumentOutOfRangeException>(() => stereo.Channel(-1));
    }

    [Fact]
    public void Values_outside_their_range_are_refused_by_name()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new WavAudio(7999, 1, [])).ParamName.ShouldBe("sampleRate");
        Should.Throw<ArgumentOutOfRangeException>(() => new WavAudio(48001, 1, [])).ParamName.ShouldBe("sampleRate");
        Should.Throw<ArgumentOutOfRangeException>(() => new WavAudio(8000, 0, [])).ParamName.ShouldBe("channels");
        Should.Throw<ArgumentOutOfRangeException>(() => new WavAudio(8000, 9, [])).ParamName.ShouldBe("channels");
        Should.Throw<ArgumentException>(() => new WavAudio(8000, 2, [1])).ParamName.ShouldBe("samples");
    }
}
