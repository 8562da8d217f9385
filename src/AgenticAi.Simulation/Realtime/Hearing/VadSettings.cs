namespace AgenticAi.Simulation.Realtime.Hearing;

/// <summary>Settings of the voice activity detection, with the defaults of the real server.</summary>
/// <param name="Threshold">0 to 1: how loud speech has to be. See <see cref="LevelDecibels"/>.</param>
/// <param name="PrefixPaddingMs">How much audio before the detected beginning belongs to the utterance.</param>
/// <param name="SilenceDurationMs">How much silence ends the utterance.</param>
public sealed record VadSettings(double Threshold = 0.5, int PrefixPaddingMs = 300, int SilenceDurationMs = 500)
{
    /// <summary>
    /// The level that counts as voice. The real threshold is a probability of a neural network; here 0 is -55 dB, which breathing
    /// exceeds, and 1 is -25 dB, which only a raised voice exceeds. Telephone speech lies around -20 dB.
    /// </summary>
    public double LevelDecibels => -55 + 30 * Threshold;
}
