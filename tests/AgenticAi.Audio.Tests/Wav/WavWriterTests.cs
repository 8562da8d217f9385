using AgenticAi.Audio.Wav;
using FsCheck;
using FsCheck.Fluent;
using static AgenticAi.Audio.Tests.Wav.WavFile;

namespace AgenticAi.Audio.Tests.Wav;

public class WavWriterTests
{
    private static readonly Arbitrary<WavAudio> AnyAudio = (
        from rate in Gen.Choose(WavAudio.MinSampleRate, WavAudio.MaxSampleRate)
        from channels in Gen.Choose(1, WavAudio.MaxChannels)
        from samples in ArbMap.Default.GeneratorFor<short[]>()
        select new WavAudio(rate, channels, samples[..(samples.Length - samples.Length % channels)])).ToArbitrary();

    [Fact]
    public void Pcm16_comes_back_as_it_was() =>
        Prop.ForAll(AnyAudio, audio => Same(Read(Written(audio)), audio)).QuickCheckThrowOnFailure();

    [Fact]
    public void Pcm16_is_written_byte_for_byte_as_the_format_says() =>
        Written(new WavAudio(24000, 2, [1, -2]))
            .ShouldBe(Riff(Format(channels: 2, rate: 24000), Chunk("data", 1, 0, 0xFE, 0xFF)));

    private static bool Same(WavAudio read, WavAudio written) =>
        read.SampleRate == written.SampleRate && read.Channels == written.Channels && read.Samples.SequenceEqual(written.Samples);

    private static byte[] Written(WavAudio audio)
    {
        var stream = new MemoryStream();
        WavWriter.Write(stream, audio);
        return stream.ToArray();
    }
}
