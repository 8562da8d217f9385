using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Conversations;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>
/// The end of one run of a call's graph, its materialized value: what ended it, and when all of it has stopped. The stages find it in the
/// attributes of their graph.
/// </summary>
internal sealed class RunEnd : Attributes.IAttribute
{
    private readonly TaskCompletionSource<CallEnd> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _callerLeg = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _modelLeg = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<Func<BoundaryStatus>> _boundaries = [];
    private int _parts = 1;

    /// <summary>The first leg that ended or the first stage that failed: the cause of the end.</summary>
    public Task<CallEnd> First => _first.Task;

    /// <summary>Completes when nothing of the caller's leg is read any more.</summary>
    public Task CallerLeg => _callerLeg.Task;

    /// <summary>Completes when there is no session of the model any more and none will be.</summary>
    public Task ModelLeg => _modelLeg.Task;

    /// <summary>Completes when every stage has stopped and no write of theirs is under way. Nothing of the run uses a buffer after it.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>The boundaries as they are now.</summary>
    public IReadOnlyList<BoundaryStatus> Boundaries
    {
        get
        {
            lock (_gate) return [.. _boundaries.Select(status => status())];
        }
    }

    /// <summary>A part of the run begins, or a write of one. Each is ended by <see cref="Release"/>.</summary>
    public void Hold() => Interlocked.Increment(ref _parts);

    /// <summary>A part has stopped. Called once more by whoever materialized the graph, when all of its parts are there.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _parts) > 0) return;
        _first.TrySetResult(new CallEnd(CallEndReason.OurFault, "the graph was stopped from outside"));
        _stopped.SetResult();
    }

    /// <summary>A leg ended, or a part failed. Only the first end counts.</summary>
    public void End(CallEnd end) => _first.TrySetResult(end);

    public void CallerLegEnded() => _callerLeg.TrySetResult();

    public void ModelLegEnded() => _modelLeg.TrySetResult();

    public void Add(Func<BoundaryStatus> boundary)
    {
        lock (_gate) _boundaries.Add(boundary);
    }
}
