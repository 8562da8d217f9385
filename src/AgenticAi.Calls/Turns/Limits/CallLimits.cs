namespace AgenticAi.Calls.Turns.Limits;

/// <summary>How long a call may be silent and how long it may last, with what is said about it. Null: for ever.</summary>
public sealed record CallLimits
{
    /// <summary>Silence of both sides after which the caller is asked.</summary>
    public TimeSpan? SilencePromptAfter { get; init; }

    public string SilencePrompt { get; init; } = "Are you still there?";

    /// <summary>Silence of the caller after which the call is ended; the prompt in between does not count as the end of it.</summary>
    public TimeSpan? SilenceGoodbyeAfter { get; init; }

    public string SilenceGoodbye { get; init; } = "I cannot hear you any more, so I am hanging up. Goodbye.";

    /// <summary>From the start of the stream until the call is ended.</summary>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>How long before that end the caller is told of it.</summary>
    public TimeSpan? DurationWarningBefore { get; init; }

    public string DurationWarning { get; init; } = "We have about one minute left.";

    public string DurationGoodbye { get; init; } = "Our time is up, so I have to hang up now. Goodbye.";

    /// <summary>Said in place of something that the model has failed to say.</summary>
    public string Apology { get; init; } = "I am sorry, something went wrong. Could you say that again, please?";
}
