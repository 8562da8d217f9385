using AgenticAi.Audio.G711;

namespace AgenticAi.Audio.Tests.G711;

public class SpanTests
{
    // Beyond the last sample nothing may be written.
    private const byte UntouchedCode = 0x33;
    private const short Untouched = 12345;

    /// <summary>Every length from none to more than two vectors, begun at places that are aligned to nothing.</summary>
    public static MatrixTheoryData<int, int> Lengths { get; } = new(Enumerable.Range(0, 71), [0, 1, 3]);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Decoding_a_span_is_decoding_each_code(int length, int offset)
    {
        byte[] codes = [.. Enumerable.Range(0, length + offset).Select(i => (byte)(i * 37 + length))];
        Check(codes.AsSpan(offset), MuLaw.Decode, MuLaw.Decode);
        Check(codes.AsSpan(offset), ALaw.Decode, ALaw.Decode);

        void Check(ReadOnlySpan<byte> encoded, DecodeSpan decode, Func<byte, short> decodeOne)
        {
            short[] pcm = [.. Enumerable.Repeat(Untouched, offset + length + 3)];
            decode(encoded, pcm.AsSpan(offset));
            for (int i = 0; i < length; i++) pcm[offset + i].ShouldBe(decodeOne(encoded[i]));
            pcm[(offset + length)..].ShouldAllBe(sample => sample == Untouched);
            pcm[..offset].ShouldAllBe(sample => sample == Untouched);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Encoding_a_span_is_encoding_each_sample(int length, int offset)
    {
        short[] samples = [.. Enumerable.Range(0, length + offset).Select(i => (short)(i * 7919 + length))];
        Check(samples.AsSpan(offset), MuLaw.Encode, MuLaw.Encode);
        Check(samples.AsSpan(offset), ALaw.Encode, ALaw.Encode);

        void Check(ReadOnlySpan<short> pcm, EncodeSpan encode, Func<short, byte> encodeOne)
        {
            byte[] encoded = [.. Enumerable.Repeat(UntouchedCode, offset + length + 3)];
            encode(pcm, encoded.AsSpan(offset));
            for (int i = 0; i < length; i++) encoded[offset + i].ShouldBe(encodeOne(pcm[i]));
            encoded[(offset + length)..].ShouldAllBe(code => code == UntouchedCode);
            encoded[..offset].ShouldAllBe(code => code == UntouchedCode);
        }
    }

    [Fact]
    public void All_codes_and_all_samples_are_the_same_by_span()
    {
        byte[] codes = [.. Enumerable.Range(0, 256).Select(code => (byte)code)];
        short[] samples = [.. Enumerable.Range(short.MinValue, 65536).Select(sample => (short)sample)];
        var pcm = new short[codes.Length];
        var encoded = new byte[samples.Length];

        MuLaw.Decode(codes, pcm);
        pcm.ShouldBe(codes.Select(MuLaw.Decode));
        ALaw.Decode(codes, pcm);
        pcm.ShouldBe(codes.Select(ALaw.Decode));
        MuLaw.Encode(samples, encoded);
        encoded.ShouldBe(samples.Select(MuLaw.Encode));
        ALaw.Encode(samples, encoded);
        encoded.ShouldBe(samples.Select(ALaw.Encode));
    }

    [Fact]
    public void A_destination_that_is_too_short_is_refused_before_anything_is_written()
    {
        var pcm = new short[159];
        var encoded = new byte[159];
        Should.Throw<ArgumentException>(() => MuLaw.Decode(new byte[160], pcm)).ParamName.ShouldBe("pcm");
        Should.Throw<ArgumentException>(() => ALaw.Decode(new byte[160], pcm)).ParamName.ShouldBe("pcm");
        Should.Throw<ArgumentException>(() => MuLaw.Encode(new short[160], encoded)).ParamName.ShouldBe("encoded");
        Should.Throw<ArgumentException>(() => ALaw.Encode(new short[160], encoded)).ParamName.ShouldBe("encoded");
        pcm.ShouldAllBe(sample => sample == 0);
        encoded.ShouldAllBe(code => code == 0);
    }

    [Fact]
    public void A_frame_allocates_nothing()
    {
        var codes = new byte[160];
        var pcm = new short[160];
        Allocations.Of(() =>
        {
            MuLaw.Decode(codes, pcm);
            MuLaw.Encode(pcm, codes);
            ALaw.Decode(codes, pcm);
            ALaw.Encode(pcm, codes);
        }).ShouldBe(0);
    }

    private delegate void DecodeSpan(ReadOnlySpan<byte> encoded, Span<short> pcm);

    private delegate void EncodeSpan(ReadOnlySpan<short> pcm, Span<byte> encoded);
}
