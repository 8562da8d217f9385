using AgenticAi.Conversations;

namespace AgenticAi.Calls.Brain;

/// <summary>A running brain as the call graph sees it. What its mailbox cannot take is counted and logged by the brain itself.</summary>
public sealed class BrainMailbox(IConversationBrain brain) : IBrain
{
    private volatile ConversationCommand? _lastWords;

    public ConversationState State => brain.State;

    /// <remarks>Commands are worked off in order: when the last of them shows, so do all before it.</remarks>
    public bool IsUpToDate => _lastWords switch
    {
        TranscribeCaller told => ItemOf(told.ItemId) is { Text: not null },
        FailTranscription told => ItemOf(told.ItemId) is { Text: not null } or { FailureCode: not null },
        AssistantTranscript told => ItemOf(told.ItemId) is { Text: not null },
        AssistantHeard told => ItemOf(told.ItemId) is { HeardMs: not null },
        _ => true,
    };

    public void Tell(ConversationCommand command)
    {
        if (command is TranscribeCaller or FailTranscription or AssistantTranscript or AssistantHeard) _lastWords = command;
        brain.TryTell(command);
    }

    private ConversationTurn? ItemOf(string id) => State.Items.GetValueOrDefault(id);
}
