using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Brain;

/// <summary>
/// Performs what the brain wants said: by the voice of the call, once its stream runs. Until then wishes are kept in order.
/// </summary>
internal sealed class SpokenEffects : IConversationEffects
{
    /// <summary>More than anyone can want said before a call has begun; the brain counts what is refused beyond it.</summary>
    private const int MaxWaiting = 64;

    private readonly Lock _gate = new();
    private readonly Queue<SpeechRequest> _waiting = new();
    private CallControl? _control;

    public void Perform(ConversationEffect effect)
    {
        if (effect is not Speak speak) throw new ArgumentOutOfRangeException(nameof(effect), effect, "A call cannot perform this effect.");
        var request = new SpeechRequest(speak.Id, speak.Text, speak.Source);
        lock (_gate)
        {
            if (_control is { } control) control.Say(request);
            else if (SpeechRequest.IsOfTheMoment(request.Source)) return; // The moment was that of a run before this one.
            else if (_waiting.Count < MaxWaiting) _waiting.Enqueue(request);
            else throw new InvalidOperationException("Too much waits to be said in a call that has not begun.");
        }
    }

    /// <summary>The stream runs: what waited is said.</summary>
    public void Begin(CallControl control)
    {
        lock (_gate)
        {
            _control = control;
            while (_waiting.TryDequeue(out SpeechRequest? request)) control.Say(request);
        }
    }
}
