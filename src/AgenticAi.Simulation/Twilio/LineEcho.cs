namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// What the caller's telephone plays comes back through its microphone, or through the hybrid of the line (ITU-T G.168).
/// </summary>
/// <param name="LossDb">The echo return loss: by how many dB the echo is quieter than what was played. G.168 expects at least 6.</param>
/// <param name="Delay">How much later it comes back than it was played, not negative.</param>
public sealed record LineEcho(double LossDb, TimeSpan Delay)
{
    public TimeSpan Delay { get; } = Delay >= TimeSpan.Zero ? Delay : throw new ArgumentOutOfRangeException(nameof(Delay), Delay, null);
}
