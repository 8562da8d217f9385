namespace AgenticAi.Conversations;

/// <summary>One line of a conversation's report.</summary>
public sealed record ReportEntry
{
    /// <summary>Milliseconds since the conversation's first event; for speech, when it began.</summary>
    public required long AtMs { get; init; }

    /// <summary>
    /// <c>caller</c>, <c>assistant</c> for speech; otherwise the name of the event (<c>conversation-resumed</c>,
    /// <c>digit-pressed</c>, <c>speech-requested</c>, <c>model-connected</c>, <c>model-lost</c>, <c>problem-noted</c>,
    /// <c>budget-warned</c>, <c>budget-exceeded</c>, and those of wishes and commands: <c>intent-…</c>, <c>command-…</c>,
    /// <c>caller-authorised</c>, <c>pin-rejected</c>).
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>The words, the key, the text to speak, the reason, the message.</summary>
    public string? Text { get; init; }

    /// <summary>The item, request, stream or session it is about, the code of a problem, or what a budget is for.</summary>
    public string? Id { get; init; }

    /// <summary>The words that were heard, for speech of the assistant that was interrupted.</summary>
    public string? HeardText { get; init; }

    /// <summary>Milliseconds of the assistant's speech that were heard.</summary>
    public long? HeardMs { get; init; }

    /// <summary>True when the assistant's speech was cut before its end.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Why the caller's words are not known; what became of a text to speak (<c>spoken</c>, <c>pending</c> or a reason).</summary>
    public string? Outcome { get; init; }
}
