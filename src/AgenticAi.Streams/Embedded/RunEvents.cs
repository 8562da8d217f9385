using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Embedded;

/// <summary>Where the parts of a run report to: the first end is kept as the cause, a fault stops the others.</summary>
internal sealed class RunEvents(IRunObserver observer)
{
    private readonly TaskCompletionSource<NodeEnd> _firstEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<NodeEnd> FirstEnd => _firstEnd.Task;

    /// <summary>Completes when a part has failed and the rest must stop.</summary>
    public Task Fault => _fault.Task;

    public void OnEnded(string node, Exception? error)
    {
        _firstEnd.TrySetResult(new NodeEnd(node, error));
        if (error is not null) _fault.TrySetResult();
    }

    public void OnOverflow(string boundary, int capacity) => OnEnded(boundary, new BoundaryOverflowException(boundary, capacity));

    public void OnDropped(string boundary, bool firstOfEpisode) => observer.OnDropped(boundary, firstOfEpisode);
}
