namespace AgenticAi.Conversations;

/// <summary>Another writer has added to the conversation since its state was read, or its history is shorter than thought.</summary>
public sealed class JournalConflictException(string conversationId, long expectedSequence, long lastSequence) : Exception(
    $"Conversation {conversationId} stands at event {lastSequence}, not {expectedSequence}: nothing was stored.")
{
    /// <summary>The conversation that was to be continued.</summary>
    public string ConversationId { get; } = conversationId;

    /// <summary>Sequence of the last event the writer knew.</summary>
    public long ExpectedSequence { get; } = expectedSequence;

    /// <summary>Sequence of the last event that is stored.</summary>
    public long LastSequence { get; } = lastSequence;
}
