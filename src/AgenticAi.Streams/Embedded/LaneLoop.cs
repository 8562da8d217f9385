using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Embedded;

/// <summary>
/// The loop of one lane: takes an element from its boundary, passes it through the stages, and writes what came out before it takes
/// the next. While a write is pending nothing is taken: that is the backpressure.
/// </summary>
internal sealed class LaneLoop<TStart, TEnd>(BoundedQueue<TStart> from, LaneTarget<TEnd> target, TimeProvider time) : ILoop, IOutlet<TEnd>
{
    private readonly Queue<TEnd> _outbox = new();
    private IOutlet<TStart> _head = null!;
    private IReadOnlyList<IStageLink> _stages = [];

    public string Name => target.Name;

    void IOutlet<TEnd>.Push(TEnd element) => _outbox.Enqueue(element);

    public void Attach(IOutlet<TStart> head, IReadOnlyList<IStageLink> stages)
    {
        _head = head;
        _stages = stages;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var timer = new DueTimer(time, from.Wake);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                while (from.TryRead(out TStart element))
                {
                    _head.Push(element);
                    RunDueStages();
                    while (_outbox.TryDequeue(out TEnd? made)) await target.WriteAsync(made, cancellationToken);
                }

                RunDueStages();
                for (int i = 0; i < _stages.Count; i++) _stages[i].Idle();
                while (_outbox.TryDequeue(out TEnd? made)) await target.WriteAsync(made, cancellationToken);
                if (from.IsFinished) break;
                timer.Set(NextDue());
                await from.WaitAsync();
            }

            if (!cancellationToken.IsCancellationRequested) await CompleteAsync(cancellationToken);
        }
        finally
        {
            while (_outbox.TryDequeue(out TEnd? left)) Elements.Release(left);
            target.Close();
        }
    }

    private async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < _stages.Count; i++)
        {
            _stages[i].Complete();
            while (_outbox.TryDequeue(out TEnd? made)) await target.WriteAsync(made, cancellationToken);
        }
    }

    private void RunDueStages()
    {
        for (int i = 0; i < _stages.Count; i++)
        {
            IStageLink stage = _stages[i];
            if (stage.DueAt <= time.GetTimestamp()) stage.Due();
        }
    }

    private long NextDue()
    {
        long due = long.MaxValue;
        for (int i = 0; i < _stages.Count; i++) due = Math.Min(due, _stages[i].DueAt);
        return due;
    }
}

/// <summary>A loop of a run.</summary>
internal interface ILoop
{
    string Name { get; }

    Task RunAsync(CancellationToken cancellationToken);
}
