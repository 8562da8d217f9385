namespace AgenticAi.Conversations;

/// <summary>The brain of one conversation, as those see it who are in the conversation: told things, and never waited for by the call.</summary>
public interface IConversationBrain
{
    /// <summary>
    /// What is stored of the conversation, as of the last answer of the brain: behind what it was told by the time that storing takes.
    /// May be read from any thread.
    /// </summary>
    ConversationState State { get; }

    /// <summary>
    /// The state the brain found in the journal and begins with; waits as long as the journal is away. Whoever brings a call back
    /// looks here whether its conversation is known and has not ended. Fails as <see cref="Completion"/> does.
    /// </summary>
    Task<ConversationState> Recovered { get; }

    /// <summary>
    /// Ends when everything was stored that it was told before it was completed. Fails when the journal cannot be understood
    /// (<see cref="UnknownEventException"/>) or stayed away for too long then (<see cref="JournalUnavailableException"/>).
    /// From then on commands are refused at once, and the call goes on without its brain.
    /// </summary>
    Task Completion { get; }

    /// <summary>
    /// Hands over a command; never waits. False, and counted, when too many wait already, the brain completes, or it had to stop.
    /// The first <see cref="EndConversation"/> always finds a place.
    /// </summary>
    bool TryTell(ConversationCommand command);

    /// <summary>Completes when what is stored is as wanted: at once when it is now. Waits for ever when it never is.</summary>
    Task WhenAsync(Func<ConversationState, bool> isWanted);
}
