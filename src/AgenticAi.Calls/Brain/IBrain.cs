using AgenticAi.Conversations;

namespace AgenticAi.Calls.Brain;

/// <summary>The brain as the call graph sees it: told things, never waited for.</summary>
public interface IBrain
{
    /// <summary>
    /// Hands a command to the brain's mailbox. Never blocks; what a full mailbox cannot take is counted and reported there.
    /// </summary>
    void Tell(ConversationCommand command);

    /// <summary>What it knows of the conversation.</summary>
    ConversationState State { get; }

    /// <summary>Whether <see cref="State"/> shows all the words it was told: it is behind by the time that storing them takes.</summary>
    bool IsUpToDate { get; }
}
