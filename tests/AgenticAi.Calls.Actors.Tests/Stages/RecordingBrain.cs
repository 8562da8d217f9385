using AgenticAi.Calls.Brain;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Actors.Tests.Stages;

/// <summary>A brain that only remembers what it was told.</summary>
internal sealed class RecordingBrain : IBrain
{
    public List<ConversationCommand> Told { get; } = [];

    public ConversationState State { get; set; } = ConversationState.New("CA1");

    public bool IsUpToDate => true;

    public void Tell(ConversationCommand command) => Told.Add(command);
}
