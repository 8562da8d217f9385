namespace AgenticAi.Twilio.MediaStreams;

/// <summary>What the audio of a stream looks like.</summary>
/// <param name="Encoding">MIME type.</param>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Channels">Channels, interleaved.</param>
public sealed record MediaFormat(string Encoding, int SampleRate, int Channels)
{
    /// <summary>What Twilio always sends: G.711 μ-law, 8 kHz, mono, one byte a sample.</summary>
    public static MediaFormat Mulaw8000 { get; } = new("audio/x-mulaw", 8000, 1);

    public override string ToString() => $"{Encoding} {SampleRate} Hz, {Channels} channel(s)";
}
