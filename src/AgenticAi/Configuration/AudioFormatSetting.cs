namespace AgenticAi.Configuration;

/// <summary>The audio that is exchanged with the model.</summary>
public enum AudioFormatSetting
{
    /// <summary><c>pcm16</c>: 24 kHz, 16 bits, little endian, one channel; decoded and resampled here.</summary>
    Pcm16,

    /// <summary><c>pcmu</c>: 8 kHz G.711 μ-law, passed through untouched.</summary>
    Pcmu,
}
