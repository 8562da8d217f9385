using AgenticAi.Audio.G711;
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
        Prop.ForAll(AnyAudio, audio => Same(Read(Written(WavWriter.Write, audio)), audio, audio.Samples)).QuickCheckThrowOnFailure();

    [Fact]
    public void Mu_law_comes_back_as_it_was_coded() =>
        Prop.ForAll(AnyAudio, audio =>
            Same(Read(Written(WavWriter.WriteMuLaw, audio)), audio, audio.Samples.Select(sample => MuLaw.Decode(MuLaw.Encode(sample)))))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Pcm16_is_written_byte_for_byte_as_the_format_says() =>
        Written(WavWriter.Write, new WavAudio(24000, 2, [1, -2]))
            .ShouldBe(Riff(Format(channels: 2, rate: 24000), Chunk("data", 1, 0, 0xFE, 0xFF)));

    [Fact]
    public void Mu_law_is_written_with_extension_fact_and_padding() =>
        Written(WavWriter.WriteMuLaw, new WavAudio(8000, 1, [0, 32767, 0])).ShouldBe(Riff(
            Chunk("fmt ", [.. FormatBody(7, 1, 8000, 8), 0, 0]), Chunk("fact", 3, 0, 0, 0), Chunk("data", 0xFF, 0x80, 0xFF)));

    private static bool Same(WavAudio read, WavAudio written, IEnumerable<short> samples) =>
        read.SampleRate == written.SampleRate && read.Channels == written.Channels && read.Samples.SequenceEqual(samples);

    private static byte[] Written(Action<Stream, WavAudio> write, WavAudio audio)
    {
        var stream = new MemoryStream();
        write(stream, audio);
        return stream.ToArray();
    }
}
