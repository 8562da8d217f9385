namespace AgenticAi.Simulation.Realtime.Hearing;

/// <summary>Speech began or ended.</summary>
/// <param name="Started">It began; else it ended.</param>
/// <param name="AtMs">
/// Time of the audio of the session. A beginning includes the prefix padding, an end the silence that made it one, as in
/// <c>audio_start_ms</c> and <c>audio_end_ms</c>.
/// </param>
public readonly record struct VadEvent(bool Started, int AtMs);
