namespace AgenticAi.Audio.G711;

/// <summary>
/// A-law of ITU-T G.711: 8 bits a sample on the wire, 16-bit linear PCM here.
/// </summary>
/// <remarks>
/// <para>
/// The recommendation's 13-bit scale is the upper 13 bits of ours (its ±4096 is our ±32768), as in the ITU's own software tools
/// (G.191, <c>alaw_compress</c> and <c>alaw_expand</c>). A negative sample is taken by its ones' complement, so that a value on the edge
/// of two intervals belongs to the upper one on both sides of zero. Even bits are inverted on the wire.
/// </para>
/// <para>Source: https://www.itu.int/rec/T-REC-G.711, table 1; https://www.itu.int/rec/T-REC-G.191.</para>
/// </remarks>
public static class ALaw
{
    /// <summary>The code of a sample of zero. A-law has no zero: it decodes to the smallest positive value, 8.</summary>
    public const byte Silence = 0xD5;

    /// <summary>The linear value in the middle of the interval that the code stands for, within ±32256.</summary>
    public static short Decode(byte code) => ALawCodec.Decode(code);

    /// <summary>The code of the interval that the sample lies in.</summary>
    public static byte Encode(short sample) => ALawCodec.Encode(sample);

    /// <summary>Decodes each code into the sample at the same place.</summary>
    /// <exception cref="ArgumentException"><paramref name="pcm"/> is shorter than <paramref name="encoded"/>.</exception>
    public static void Decode(ReadOnlySpan<byte> encoded, Span<short> pcm) =>
        LawSpans.Decode<ALawCodec>(encoded, pcm);

    /// <summary>Encodes each sample into the code at the same place.</summary>
    /// <exception cref="ArgumentException"><paramref name="encoded"/> is shorter than <paramref name="pcm"/>.</exception>
    public static void Encode(ReadOnlySpan<short> pcm, Span<byte> encoded) =>
        LawSpans.Encode<ALawCodec>(pcm, encoded);
}
