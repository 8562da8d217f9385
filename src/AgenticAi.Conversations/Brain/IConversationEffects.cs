namespace AgenticAi.Conversations;

/// <summary>The outside of a conversation: performs what its rules ask for.</summary>
public interface IConversationEffects
{
    /// <summary>
    /// Starts an effect and returns at once; the outcome is told to the conversation later. Called on the brain's own loop, so it
    /// must not block. An exception is taken as the failure of the effect.
    /// </summary>
    void Perform(ConversationEffect effect);
}
