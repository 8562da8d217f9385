using System.Collections.Concurrent;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>
/// The calls that have not ended, to be looked at from any thread: health and metrics are asked for where nobody can wait for an actor.
/// Only <see cref="CallsActor"/> changes it.
/// </summary>
internal sealed class LiveCalls
{
    private readonly ConcurrentDictionary<string, Call> _calls = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private BrainHealth _past = BrainHealth.None;

    /// <summary>True from the moment the server is going down.</summary>
    public bool IsDraining { get; set; }

    public int Count => _calls.Count;

    public ICollection<Call> All => _calls.Values;

    /// <summary>How the brains of all calls are doing, as one.</summary>
    public BrainHealth Brains
    {
        get
        {
            lock (_gate) return SumOf(_calls.Values.Select(call => call.BrainHealth));
        }
    }

    /// <summary>The same with the counts of those that have ended: what only grows.</summary>
    public BrainHealth BrainsSoFar
    {
        get
        {
            lock (_gate) return SumOf(_calls.Values.Select(call => call.BrainHealth).Prepend(_past));
        }
    }

    public Call? Find(string callSid) => _calls.GetValueOrDefault(callSid);

    public void Add(Call call) => _calls[call.Request.CallSid] = call;

    public void Remove(Call call)
    {
        lock (_gate)
        {
            _calls.TryRemove(call.Request.CallSid, out _);
            _past = _past.Plus(call.BrainHealth with { Waiting = 0, StoppedBecause = null, JournalFailingSince = null });
        }
    }

    private static BrainHealth SumOf(IEnumerable<BrainHealth> brains) =>
        brains.Aggregate(BrainHealth.None, (sum, brain) => sum.Plus(brain));
}
