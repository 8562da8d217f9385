using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Stages;

/// <summary>Where turn-taking's decisions go: down the lane to the caller, and by its two branches to the model and the brain.</summary>
internal sealed class TurnOutput(IOutlet<ModelCommand> model, CallControl control, IBrain brain) : ITurnOutput
{
    /// <summary>The lane to the caller, as the engine handed it in.</summary>
    public IOutlet<CallerCommand> Caller { get; set; } = Nowhere.Instance;

    /// <summary>Timestamp at which the input that is being handled came from its socket; 0 when it came from none.</summary>
    public long ReadAt { get; set; }

    /// <summary>The session that turn-taking knows of; what it wants sent is meant for that one.</summary>
    public int Generation { get; set; } = 1;

    public void Play(AudioBuffer mulaw, long readAt) => Caller.Push(new CallerCommand(CallerCommandKind.Play, mulaw, null, readAt));

    public void Mark(string name) => Caller.Push(new CallerCommand(CallerCommandKind.Mark, default, name));

    public void Clear() => Caller.Push(new CallerCommand(CallerCommandKind.Clear, default, null, ReadAt));

    public void Send(ClientEvent clientEvent) => model.Push(new ModelCommand(clientEvent, Generation));

    public void HangUp(CallEndReason reason) => control.HangUp(reason);

    public void Tell(ConversationCommand command) => brain.Tell(command);

    private sealed class Nowhere : IOutlet<CallerCommand>
    {
        public static readonly Nowhere Instance = new();

        public void Push(CallerCommand element) => element.Dispose();
    }
}
