namespace AgenticAi.Conversations;

/// <summary>What was found when a conversation was judged again by the rules of today.</summary>
public sealed record ReplayFinding
{
    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>How it came out.</summary>
    public required ReplayOutcome Outcome { get; init; }

    /// <summary>How many commands led to the same events again.</summary>
    public required int Commands { get; init; }

    /// <summary>How many events those were.</summary>
    public required int Events { get; init; }

    /// <summary>The first difference, when there is one.</summary>
    public ReplayDifference? Difference { get; init; }

    /// <summary>What is wrong with the recording, when it is damaged.</summary>
    public string? Damage { get; init; }

    /// <summary>The finding of a conversation that cannot be read by this version of the program.</summary>
    public static ReplayFinding NotUnderstood(string conversationId, string why) =>
        new() { ConversationId = conversationId, Outcome = ReplayOutcome.Damaged, Commands = 0, Events = 0, Damage = why };

    /// <summary>The finding for people, in one line or, with a difference, a few.</summary>
    public string ToText() => ReplayText.Of(this);
}
