namespace AgenticAi.Audio.G711;

/// <summary>
/// μ-law of ITU-T G.711: 8 bits a sample on the wire, 16-bit linear PCM here.
/// </summary>
/// <remarks>
/// <para>
/// The recommendation's 14-bit scale is the upper 14 bits of ours (its ±8159 is our ±32636), as in the ITU's own software tools
/// (G.191, <c>ulaw_compress</c> and <c>ulaw_expand</c>). A negative sample is taken by its ones' complement, so that a value on the edge
/// of two intervals belongs to the upper one on both sides of zero. Louder than ±32635 is clipped to the outermost interval.
/// </para>
/// <para>Source: https://www.itu.int/rec/T-REC-G.711, table 2; https://www.itu.int/rec/T-REC-G.191.</para>
/// </remarks>
public static class MuLaw
{
    /// <summary>The code of a sample of zero.</summary>
    public const byte Silence = 0xFF;

    /// <summary>The linear value in the middle of the interval that the code stands for, within ±32124.</summary>
    public static short Decode(byte code) => MuLawCodec.Decode(code);

    /// <summary>The code of the interval that the sample lies in.</summary>
    public static byte Encode(short sample) => MuLawCodec.Encode(sample);

    /// <summary>Decodes each code into the sample at the same place.</summary>
    /// <exception cref="ArgumentException"><paramref name="pcm"/> is shorter than <paramref name="encoded"/>.</exception>
    public static void Decode(ReadOnlySpan<byte> encoded, Span<short> pcm) =>
        LawSpans.Decode<MuLawCodec>(encoded, pcm);

    /// <summary>Encodes each sample into the code at the same place.</summary>
    /// <exception cref="ArgumentException"><paramref name="encoded"/> is shorter than <paramref name="pcm"/>.</exception>
    public static void Encode(ReadOnlySpan<short> pcm, Span<byte> encoded) =>
        LawSpans.Encode<MuLawCodec>(pcm, encoded);
}
