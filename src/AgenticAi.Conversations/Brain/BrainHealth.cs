namespace AgenticAi.Conversations;

/// <summary>How a brain is doing: counts since it was made.</summary>
/// <param name="Waiting">Commands in the mailbox.</param>
/// <param name="Refused">Commands not taken because the mailbox was full or closed.</param>
/// <param name="Ignored">Commands that changed nothing: repeated, superseded, contradicting.</param>
/// <param name="Failed">Commands dropped because deciding or storing them threw.</param>
/// <param name="Lost">Commands taken that could not be stored before the brain had to stop.</param>
/// <param name="EffectsFailed">Effects whose start threw.</param>
/// <param name="JournalFailures">Failed uses of the journal, each try counted.</param>
/// <param name="JournalFailingSince">Since when the journal has been away; null when its last use worked.</param>
public sealed record BrainHealth(
    int Waiting,
    long Refused,
    long Ignored,
    long Failed,
    long Lost,
    long EffectsFailed,
    long JournalFailures,
    DateTimeOffset? JournalFailingSince);
