namespace AgenticAi.Conversations;

/// <summary>What is known of one item of the conversation. Fields fill up as reports arrive, in any order.</summary>
/// <param name="ItemId">The model's id of the item.</param>
/// <param name="Index">How many items were known before this one.</param>
/// <param name="FirstKnownAt">
/// When the first event about it happened: for a caller the start of speech, for the assistant the start of the answer.
/// </param>
/// <param name="Role">Whose it is. The first report decides.</param>
public sealed record ConversationTurn(string ItemId, int Index, DateTimeOffset FirstKnownAt, ItemRole Role)
{
    /// <summary>How many sessions with the model there had been when the item was first heard of: 1 for the first session.</summary>
    public int Session { get; init; }

    /// <summary>True when the model has said where the item belongs.</summary>
    public bool Placed { get; init; }

    /// <summary>The item it follows; null when it is the first of its session or not placed yet.</summary>
    public string? PreviousItemId { get; init; }

    /// <summary>The response it is part of, for the assistant.</summary>
    public string? ResponseId { get; init; }

    /// <summary>All its words, once known.</summary>
    public string? Text { get; init; }

    /// <summary>The words of the assistant that were heard, when it was interrupted and they are known.</summary>
    public string? HeardText { get; init; }

    /// <summary>Milliseconds of the assistant's speech that were played to the caller.</summary>
    public long? HeardMs { get; init; }

    /// <summary>True when the assistant's speech was cut before its end.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Why the caller's words are not known.</summary>
    public string? FailureCode { get; init; }

    /// <summary>Where the caller's speech begins, in ms of the session's audio.</summary>
    public long? SpeechStartedMs { get; init; }

    /// <summary>Where the caller's speech ends, in ms of the session's audio.</summary>
    public long? SpeechStoppedMs { get; init; }

    /// <summary>True when the words are final: <see cref="CallerSaid"/> or <see cref="AssistantSaid"/> is in the journal.</summary>
    public bool Complete { get; init; }
}
