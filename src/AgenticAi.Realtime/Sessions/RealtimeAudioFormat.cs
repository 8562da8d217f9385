namespace AgenticAi.Realtime.Sessions;

/// <summary>How audio is encoded on the wire, in both directions. One channel always.</summary>
/// <remarks>
/// https://platform.openai.com/docs/api-reference/realtime-client-events/session/update (audio.input.format, audio.output.format)
/// </remarks>
public enum RealtimeAudioFormat
{
    /// <summary>16-bit signed PCM, little endian, 24,000 samples a second (48 bytes a millisecond): the only rate the API takes.</summary>
    Pcm16At24kHz,

    /// <summary>G.711 μ-law, 8,000 samples a second (8 bytes a millisecond).</summary>
    MuLaw,

    /// <summary>G.711 A-law, 8,000 samples a second (8 bytes a millisecond).</summary>
    ALaw,
}
