using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Embedded;

/// <summary>How full a boundary of a run is.</summary>
public sealed record BoundaryStatus(string Name, int Capacity, int Count, long Dropped);

/// <summary>
/// One materialization of a blueprint: owns its loops and what they hold. It ends when every loop has ended: because all sources
/// completed, because one part failed, or because it was stopped. At the end everything held is released.
/// </summary>
public sealed class GraphRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly RunEvents _events;
    private readonly IReadOnlyCollection<IBoundedQueue> _queues;
    private readonly Dictionary<ILoop, Task> _loops;

    internal GraphRun(
        RunEvents events, IReadOnlyList<ILoop> loops, IReadOnlyCollection<IBoundedQueue> queues, IReadOnlyList<IStageLink> stages)
    {
        _events = events;
        _queues = queues;
        _loops = loops.ToDictionary(loop => loop, RunLoopAsync);
        Completion = RunAsync(stages);
    }

    /// <summary>
    /// The first source that ended or the first part that failed: the cause of the end. Not set by <see cref="StopAsync"/>.
    /// </summary>
    public Task<NodeEnd> FirstEnd => _events.FirstEnd;

    /// <summary>
    /// Completes when every loop has ended and everything is released. Never faults: the cause is in <see cref="FirstEnd"/>.
    /// </summary>
    public Task Completion { get; }

    /// <summary>The boundaries as they are now.</summary>
    public IEnumerable<BoundaryStatus> Boundaries =>
        _queues.Select(queue => new BoundaryStatus(queue.Name, queue.Capacity, queue.Count, queue.Dropped));

    /// <summary>Completes when the loop of this source has ended, for whatever reason.</summary>
    public Task EndOf(Source source) => _loops.Single(loop => loop.Key is SourceLoop running && running.Source == source).Value;

    /// <summary>Ends the run from outside and waits until it has ended.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Completion;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(IReadOnlyList<IStageLink> stages)
    {
        using CancellationTokenRegistration closing = _stop.Token.Register(CloseQueues);
        Task all = Task.WhenAll(_loops.Values);
        if (await Task.WhenAny(all, _events.Fault) == _events.Fault) await _stop.CancelAsync();
        await all;
        CloseQueues();
        foreach (IStageLink stage in stages) stage.Dispose();
    }

    private async Task RunLoopAsync(ILoop loop)
    {
        try
        {
            await loop.RunAsync(_stop.Token);
            if (loop is SourceLoop && !_stop.IsCancellationRequested) _events.OnEnded(loop.Name, error: null);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped while it waited: the end that was asked for.
        }
        catch (Exception error)
        {
            _events.OnEnded(error is StageFailedException stage ? stage.Stage : loop.Name, error);
        }
    }

    private void CloseQueues()
    {
        foreach (IBoundedQueue queue in _queues) queue.Close();
    }
}
