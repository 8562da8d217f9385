namespace AgenticAi.Simulation.Realtime.Hearing;

/// <summary>A piece of the caller's audio that became an item.</summary>
/// <param name="Ms">How long it is.</param>
/// <param name="IsNoise">It is a noise rather than words.</param>
internal readonly record struct CommittedAudio(int Ms, bool IsNoise);
