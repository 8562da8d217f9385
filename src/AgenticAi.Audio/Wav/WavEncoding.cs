namespace AgenticAi.Audio.Wav;

/// <summary>Format tags of the fmt chunk that are understood (RFC 2361; Microsoft, mmreg.h).</summary>
internal enum WavEncoding : ushort
{
    Pcm = 1,
    ALaw = 6,
    MuLaw = 7,
    Extensible = 0xFFFE,
}
