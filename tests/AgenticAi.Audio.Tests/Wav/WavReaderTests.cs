using AgenticAi.Audio.Wav;
using static AgenticAi.Audio.Tests.Wav.WavFile;

namespace AgenticAi.Audio.Tests.Wav;

public class WavReaderTests
{
    [Fact]
    public void Pcm16_is_read_little_endian()
    {
        WavAudio audio = Read(Riff(Format(channels: 2, rate: 44100), Chunk("data", 0x01, 0x02, 0xFF, 0xFF, 0x00, 0x80, 0xFF, 0x7F)));
        audio.SampleRate.ShouldBe(44100);
        audio.Channels.ShouldBe(2);
        audio.Samples.ShouldBe([(short)0x0201, (short)-1, short.MinValue, short.MaxValue]);
    }

    [Fact]
    public void Mu_law_and_A_law_are_decoded()
    {
        Read(Riff(Format(tag: 7, bits: 8), Chunk("data", 0xFF, 0x80, 0x00))).Samples.ShouldBe([(short)0, (short)32124, (short)-32124]);
        Read(Riff(Format(tag: 6, bits: 8), Chunk("data", 0xD5, 0xAA))).Samples.ShouldBe([(short)8, (short)32256]);
    }

    [Theory]
    [InlineData(1, 16, 1)]
    [InlineData(7, 8, 2)]
    public void The_extensible_format_is_what_its_subformat_says(int tag, int bits, int samples)
    {
        byte[] format =
        [
            .. FormatBody(0xFFFE, 1, 16000, bits), .. Short(22), .. Short(bits), .. Number(4),
            .. Short(tag), 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
        ];
        Read(Riff(Chunk("fmt ", format), Chunk("data", 0xFF, 0xFF))).Samples.Length.ShouldBe(samples);

        format[^1] = 0;
        Refusal(Riff(Chunk("fmt ", format), Chunk("data", 0xFF, 0xFF))).ShouldContain("subformat");
        Refusal(Riff(Chunk("fmt ", format[..39])))
            .ShouldBe("WAV: fmt chunk size is 39, must be at least 40 bytes for an extensible format.");
    }

    [Fact]
    public void Other_chunks_are_skipped_with_the_padding_of_odd_ones()
    {
        byte[] file = Riff(
            Chunk("LIST", 1, 2, 3), Format(), Chunk("fact", 1, 0, 0, 0), Chunk("junk", new byte[40001]), Chunk("data", 5, 0));
        Read(file).Samples.ShouldBe([(short)5]);
        Read(file, [1, 2, 3]).Samples.ShouldBe([(short)5]);
    }

    [Fact]
    public void The_padding_after_the_audio_may_be_missing() =>
        Read(Riff(Format(tag: 7, bits: 8), Chunk("data", 0xFF))[..^1]).Samples.ShouldBe([(short)0]);

    [Fact]
    public void A_stream_may_trickle_and_need_not_seek()
    {
        byte[] file = Riff(Format(), Chunk("LIST", 1, 2, 3), Chunk("data", 1, 0, 2, 0));
        WavReader.Read(new TricklingStream(file)).Samples.ShouldBe([(short)1, (short)2]);
    }

    [Fact]
    public void Every_refusal_names_field_value_and_rule()
    {
        Refusal([]).ShouldBe("WAV: file size is 0, must be at least 12 bytes.");
        Refusal([.. "RIFX"u8, .. Number(4), .. "WAVE"u8]).ShouldBe("WAV: file id is RIFX, must be RIFF.");
        Refusal([.. "RIFF"u8, .. Number(4), .. "AVI "u8]).ShouldBe("WAV: file kind is AVI , must be WAVE.");
        Refusal(Riff()).ShouldBe("WAV: data chunk is missing, must be there once.");
        Refusal(Riff(Chunk("data", 0, 0))).ShouldBe("WAV: fmt chunk is missing, must be before the data chunk.");
        Refusal(Riff(Format(), Format())).ShouldBe("WAV: fmt chunk is there twice, must be there once.");
        Refusal(Riff(Chunk("fmt ", 1, 0))).ShouldBe("WAV: fmt chunk size is 2, must be at least 16 bytes.");
        Refusal(Riff(Format(tag: 3, bits: 32))).ShouldBe("WAV: format is 3, must be 1 (PCM), 6 (A-law) or 7 (μ-law).");
        Refusal(Riff(Format(channels: 0))).ShouldBe("WAV: channels is 0, must be 1 to 8.");
        Refusal(Riff(Format(channels: 9))).ShouldBe("WAV: channels is 9, must be 1 to 8.");
        Refusal(Riff(Format(rate: 7999))).ShouldBe("WAV: sample rate is 7999, must be 8000 to 48000 Hz.");
        Refusal(Riff(Format(rate: 48001))).ShouldBe("WAV: sample rate is 48001, must be 8000 to 48000 Hz.");
        Refusal(Riff(Format(bits: 24))).ShouldBe("WAV: bits per sample is 24, must be 16 for Pcm.");
        Refusal(Riff(Format(align: 4))).ShouldBe("WAV: block align is 4, must be 2 for 1 channels.");
        Refusal(Riff(Format(), Chunk("data", 1, 2, 3))).ShouldBe("WAV: data chunk size is 3, must be a multiple of 2, the block align.");
        Refusal(Riff(Format(), Chunk("data", 1, 2, 3, 4))[..^1])
            .ShouldBe("WAV: chunk 'data' is cut off, must be 4 bytes long, as its header says.");
        Refusal(Riff(Chunk("LIST", 1, 2, 3, 4))[..^1])
            .ShouldBe("WAV: chunk 'LIST' is cut off, must be 4 bytes long, as its header says.");
        Refusal(Riff(Format())[..^1]).ShouldBe("WAV: chunk 'fmt ' is cut off, must be 16 bytes long, as its header says.");
        Refusal([.. Riff(Format()), 1, 2]).ShouldBe("WAV: chunk header size is 2, must be 8 bytes.");
        Refusal([.. Riff(Format()), .. "data"u8, .. Number(0xFFFFFFFE)])
            .ShouldBe("WAV: data chunk size is 4294967294, must be at most 268435456 bytes.");
    }

    [Fact]
    public void A_size_that_is_not_backed_by_bytes_takes_no_memory()
    {
        byte[] file = [.. Riff(Format()), .. "data"u8, .. Number(WavReader.MaxDataBytes), 1, 2];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal(file).ShouldContain("cut off");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000);
    }

    private static string Refusal(byte[] file) => Should.Throw<InvalidDataException>(() => Read(file)).Message;
}
