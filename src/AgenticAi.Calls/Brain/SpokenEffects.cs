using AgenticAi.Calls.Lifecycle;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Brain;

/// <summary>
/// Performs what the brain wants said, and that the call ends: by the voice of the call, once its stream runs. Until then wishes are
/// kept in order.
/// </summary>
internal sealed class SpokenEffects : IConversationEffects
{
    /// <summary>More than anyone can want said before a call has begun; the brain counts what is refused beyond it.</summary>
    private const int MaxWaiting = 64;

    private readonly Lock _gate = new();
    private readonly Queue<Action<CallControl>> _waiting = new();
    private CallControl? _control;

    public void Perform(ConversationEffect effect)
    {
        Action<CallControl> perform = effect switch
        {
            Speak speak => control => control.Say(new SpeechRequest(speak.Id, speak.Text, speak.Source)),
            EndCall end => control => control.End(new EndRequest(CallEndReasonNames.Parse(end.Reason), end.Goodbye, end.GoodbyeSource)),
            _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "A call cannot perform this effect."),
        };
        lock (_gate)
        {
            if (_control is { } control) perform(control);
            else if (_waiting.Count < MaxWaiting) _waiting.Enqueue(perform);
            else throw new InvalidOperationException("Too much waits to be said in a call that has not begun.");
        }
    }

    /// <summary>The stream runs: what waited is done.</summary>
    public void Begin(CallControl control)
    {
        lock (_gate)
        {
            _control = control;
            while (_waiting.TryDequeue(out Action<CallControl>? perform)) perform(control);
        }
    }
}
