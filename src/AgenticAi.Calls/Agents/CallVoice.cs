using AgenticAi.Calls.Turns;

namespace AgenticAi.Calls.Agents;

/// <summary>
/// Where what is to be said or done in a call goes: into its run, once its stream runs; until then it is kept in order. Safe for any thread.
/// </summary>
internal sealed class CallVoice
{
    /// <summary>More than anyone can want said before a call has begun; the brain counts what is refused beyond it.</summary>
    private const int MaxWaiting = 64;

    private readonly Lock _gate = new();
    private readonly Queue<TurnInput> _waiting = new();
    private Action<TurnInput>? _call;

    /// <summary>The stream runs: what waited is said.</summary>
    /// <param name="call">Takes what is to be said or done in the call; never waits.</param>
    public void Begin(Action<TurnInput> call)
    {
        lock (_gate)
        {
            _call = call;
            while (_waiting.TryDequeue(out TurnInput? wish)) call(wish);
        }
    }

    /// <exception cref="InvalidOperationException">Too much waits.</exception>
    public void Tell(TurnInput wish)
    {
        lock (_gate)
        {
            if (_call is { } call) call(wish);
            else if (wish is SpeechRequest said && SpeechRequest.IsOfTheMoment(said.Source)) return; // The moment was that of a run before.
            else if (_waiting.Count < MaxWaiting) _waiting.Enqueue(wish);
            else throw new InvalidOperationException("Too much waits to be said in a call that has not begun.");
        }
    }

    /// <summary>Tells whether an agent is at something. Before the call has begun nobody is silent yet.</summary>
    public void OnWork(bool isUnderWay)
    {
        lock (_gate) _call?.Invoke(new WorkProgress(isUnderWay));
    }
}
