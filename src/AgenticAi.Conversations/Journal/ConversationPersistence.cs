namespace AgenticAi.Conversations;

/// <summary>Under which id a conversation stands in the journal.</summary>
public static class ConversationPersistence
{
    /// <summary>What the ids of conversations begin with, and no other id does.</summary>
    public const string Prefix = "conversation-";

    /// <summary>The id in the journal.</summary>
    public static string IdOf(string conversationId) => Prefix + conversationId;

    /// <summary>The conversation of an id in the journal; null when it is of something else.</summary>
    public static string? ConversationOf(string persistenceId)
    {
        ArgumentNullException.ThrowIfNull(persistenceId);
        return persistenceId.StartsWith(Prefix, StringComparison.Ordinal) ? persistenceId[Prefix.Length..] : null;
    }
}
