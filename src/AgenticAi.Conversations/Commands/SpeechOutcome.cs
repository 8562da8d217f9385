namespace AgenticAi.Conversations;

/// <summary>What became of a text that was to be spoken: it was, or it was dropped for a reason.</summary>
public sealed record SpeechOutcome
{
    private SpeechOutcome(string? dropReason) => DropReason = dropReason;

    /// <summary>The text was given to the voice.</summary>
    public static SpeechOutcome Spoken { get; } = new((string?)null);

    /// <summary>Why the text will not be spoken; null when it was.</summary>
    public string? DropReason { get; }

    /// <summary>The text will not be spoken.</summary>
    public static SpeechOutcome Dropped(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new SpeechOutcome(reason);
    }
}
