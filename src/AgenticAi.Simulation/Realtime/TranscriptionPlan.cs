namespace AgenticAi.Simulation.Realtime;

/// <summary>How the transcription of one utterance goes.</summary>
/// <param name="Delay">Time from the commit to the transcript; different ones make transcripts arrive out of order.</param>
/// <param name="Fails">It fails instead.</param>
/// <param name="Text">Another text than the scenario's, for instance an empty one for noise; null for the scenario's.</param>
public sealed record TranscriptionPlan(TimeSpan Delay, bool Fails = false, string? Text = null);
