namespace AgenticAi.Conversations;

/// <summary>Where a conversation is in its life.</summary>
public enum ConversationStatus
{
    /// <summary>Its start has not been reported.</summary>
    NotStarted,

    /// <summary>It is going on.</summary>
    Active,

    /// <summary>It is over.</summary>
    Ended,
}
