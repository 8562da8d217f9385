using AgenticAi.Audio.G711;

namespace AgenticAi.Audio.Levels;

/// <summary>
/// How loud audio is: root mean square in dB below the loudest that 16 bits hold.
/// </summary>
/// <remarks>
/// 0 dB is a mean square of 32768², the overload point of RFC 6464 (dBov): a full-scale sine reads −3.01, a full-scale square wave 0.
/// Digital silence, and a span of no samples, read <see cref="Silence"/>, as in that document (https://www.rfc-editor.org/rfc/rfc6464).
/// </remarks>
public static class LevelMeter
{
    /// <summary>The lowest reading, dB.</summary>
    public const double Silence = -127;

    private const double FullScale = 32768.0 * 32768.0;

    private static readonly int[] MuLawSquares = [.. Enumerable.Range(0, 256).Select(code => Square(MuLaw.Decode((byte)code)))];

    /// <summary>Level of PCM16 samples, dB.</summary>
    public static double Decibels(ReadOnlySpan<short> pcm)
    {
        long sum = 0;
        foreach (short sample in pcm) sum += Square(sample);
        return ToDecibels(sum, pcm.Length);
    }

    /// <summary>Level of μ-law codes, dB: what <see cref="Decibels"/> gives for the decoded samples.</summary>
    public static double DecibelsOfMuLaw(ReadOnlySpan<byte> encoded)
    {
        long sum = 0;
        foreach (byte code in encoded) sum += MuLawSquares[code];
        return ToDecibels(sum, encoded.Length);
    }

    private static int Square(short sample) => sample * sample;

    private static double ToDecibels(long sumOfSquares, int samples) =>
        sumOfSquares == 0 ? Silence : 10 * Math.Log10(sumOfSquares / (FullScale * samples));
}
