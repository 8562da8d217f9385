using System.Collections.Concurrent;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>
/// The calls that have not ended, to be looked at from any thread: health and metrics are asked for where nobody can wait for an actor.
/// <see cref="CallsActor"/> adds to it, and the owner of a call takes it out, also when there is no <see cref="CallsActor"/> any more.
/// </summary>
internal sealed class LiveCalls
{
    private readonly ConcurrentDictionary<string, Call> _calls = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BrainHealth _past = BrainHealth.None;

    /// <summary>Completes when nobody is there any more who could admit a call.</summary>
    public Task Stopped => _stopped.Task;

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

    public void Stop()
    {
        IsDraining = true;
        _stopped.TrySetResult();
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
