namespace AgenticAi.Conversations;

/// <summary>How a brain is doing: counts since it was made.</summary>
/// <param name="Waiting">Commands in the mailbox.</param>
/// <param name="Refused">Commands not taken because the mailbox was full or closed.</param>
/// <param name="Ignored">Commands that changed nothing: repeated, superseded, contradicting.</param>
/// <param name="Failed">Commands dropped because deciding or storing them threw.</param>
/// <param name="Lost">Commands taken that could not be stored before the brain had to stop.</param>
/// <param name="EffectsFailed">Effects whose start threw.</param>
/// <param name="StoppedBecause">
/// Why the brain stopped with commands it could not store, or in the middle of its conversation; null while it runs and after a good end.
/// </param>
/// <param name="JournalFailures">Failed uses of the journal, each try counted.</param>
/// <param name="JournalFailingSince">Since when the journal has been away; null when its last use worked, or the brain stopped.</param>
public sealed record BrainHealth(
    int Waiting,
    long Refused,
    long Ignored,
    long Failed,
    long Lost,
    long EffectsFailed,
    string? StoppedBecause,
    long JournalFailures,
    DateTimeOffset? JournalFailingSince)
{
    /// <summary>The health of no brain at all.</summary>
    public static BrainHealth None { get; } = new(0, 0, 0, 0, 0, 0, StoppedBecause: null, 0, JournalFailingSince: null);

    /// <summary>Two brains as one: counts added up, the first reason to stop, the longest failure.</summary>
    public BrainHealth Plus(BrainHealth other) => new(
        Waiting + other.Waiting,
        Refused + other.Refused,
        Ignored + other.Ignored,
        Failed + other.Failed,
        Lost + other.Lost,
        EffectsFailed + other.EffectsFailed,
        StoppedBecause ?? other.StoppedBecause,
        JournalFailures + other.JournalFailures,
        JournalFailingSince is { } since && !(other.JournalFailingSince < since) ? since : other.JournalFailingSince);
}
