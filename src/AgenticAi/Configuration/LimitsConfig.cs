namespace AgenticAi.Configuration;

/// <summary>
/// Section <c>limits</c>: when a call ends by itself, and what the caller hears before it does. Each text has 1 to 1,000 characters
/// (about a minute of speech).
/// </summary>
public sealed record LimitsConfig
{
    /// <summary>
    /// Silence of both sides after which <see cref="SilencePrompt"/> is spoken, 3 to 3,600 s, or null: never. Default 30 s: long enough
    /// to look for a document. Less than 3 s is a pause for thought; an hour is the longest session the model allows.
    /// </summary>
    public TimeSpan? SilencePromptAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Asked when nobody has spoken for <see cref="SilencePromptAfter"/>.</summary>
    public string SilencePrompt { get; init; } = "Are you still there?";

    /// <summary>
    /// Silence after which <see cref="SilenceGoodbye"/> is spoken and the call ends, 5 to 3,600 s, or null: never. Counted from the same
    /// moment as <see cref="SilencePromptAfter"/> and greater than it. Default 60 s: as long after the prompt as the prompt after the
    /// last word. Less than 5 s would cut off callers who think; an hour is the longest session the model allows.
    /// </summary>
    public TimeSpan? SilenceGoodbyeAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Said before the call ends for silence.</summary>
    public string SilenceGoodbye { get; init; } = "I cannot hear you any more, so I am hanging up. Goodbye.";

    /// <summary>
    /// How long a call may last, 10 to 86,400 s, or null: without end. Default one hour: the longest session the model allows, and a
    /// bound to what a forgotten receiver costs. Less than 10 s is no conversation; more than a day is as good as no limit.
    /// </summary>
    public TimeSpan? MaxDuration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long before <see cref="MaxDuration"/> <see cref="DurationWarning"/> is spoken, 5 to 3,600 s and less than it, or null: never.
    /// Default 60 s: time to finish a matter, not to begin one. Within 5 s the warning itself is hardly over; an hour is the default of
    /// the limit that it warns of.
    /// </summary>
    public TimeSpan? DurationWarningBefore { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Said when <see cref="DurationWarningBefore"/> is left.</summary>
    public string DurationWarning { get; init; } = "We have about one minute left.";

    /// <summary>Said before the call ends for its length.</summary>
    public string DurationGoodbye { get; init; } = "Our time is up, so I have to hang up now. Goodbye.";

    /// <summary>Said in place of an answer that the model has failed to give several times. When it cannot be said either, the call ends.</summary>
    public string Apology { get; init; } = "I am sorry, something went wrong. Could you say that again, please?";
}
