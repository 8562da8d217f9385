using AgenticAi.Conversations;

namespace AgenticAi.Calls.Brain;

/// <summary>A running brain as the call graph sees it. What its mailbox cannot take is counted and logged by the brain itself.</summary>
public sealed class BrainMailbox(ConversationBrain brain) : IBrain
{
    public ConversationState State => brain.State;

    public void Tell(ConversationCommand command) => brain.TryTell(command);
}
