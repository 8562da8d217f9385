namespace AgenticAi.Calls.Supervision;

/// <summary>One attempt to restore the model's leg.</summary>
/// <param name="Series">The series, with this attempt counted.</param>
/// <param name="Pause">To be waited first.</param>
/// <param name="TimeLeft">How long the attempt may take after the pause; it is cut then.</param>
public sealed record RestoreAttempt(LossSeries Series, TimeSpan Pause, TimeSpan TimeLeft);
