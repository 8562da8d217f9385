namespace AgenticAi.Simulation.Scenarios;

/// <summary>One thing the caller does.</summary>
/// <param name="Cue">When.</param>
public abstract record CallerLine(CallerCue Cue)
{
    /// <summary>
    /// How long the caller waits for a cue of the agent before going on without it; null for the plan's patience, which hangs up.
    /// </summary>
    public TimeSpan? Patience { get; init; }
}

/// <summary>The caller speaks.</summary>
/// <param name="Cue">When.</param>
/// <param name="Speech">Name of the recording.</param>
/// <param name="Text">What is said in it: the transcript the model will report.</param>
public sealed record SayLine(CallerCue Cue, string Speech, string Text) : CallerLine(Cue);

/// <summary>
/// A noise on the caller's side, loud enough to be taken for speech: a <see cref="Speech.SteadyTone"/>. It is none of the scenario's
/// utterances; its transcript is empty, and no reply is used up for it.
/// </summary>
/// <param name="Cue">When.</param>
/// <param name="Length">How long it is.</param>
public sealed record NoiseLine(CallerCue Cue, TimeSpan Length) : CallerLine(Cue);

/// <summary>The caller presses keys.</summary>
/// <param name="Cue">When.</param>
/// <param name="Digits">0 to 9, *, #.</param>
public sealed record PressLine(CallerCue Cue, string Digits) : CallerLine(Cue);

/// <summary>The caller hangs up.</summary>
/// <param name="Cue">When.</param>
public sealed record HangUpLine(CallerCue Cue) : CallerLine(Cue);

/// <summary>The line is lost: the connection goes away without a goodbye.</summary>
/// <param name="Cue">When.</param>
public sealed record DropLine(CallerCue Cue) : CallerLine(Cue);
