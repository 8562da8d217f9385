using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Embedded;

/// <summary>A lane that runs inside its source's loop. Nothing queues before it, so its stages are idle after each element.</summary>
internal sealed class SourceLane<TStart, TEnd>(IOutlet<TStart> head, IReadOnlyList<IStageLink> stages, BoundedQueue<TEnd> target)
    : ISourceLane, IOutlet<TStart>
{
    public void Push(TStart element)
    {
        head.Push(element);
        for (int i = 0; i < stages.Count; i++) stages[i].Idle();
    }

    public void Complete()
    {
        for (int i = 0; i < stages.Count; i++) stages[i].Complete();
    }

    public void Close() => target.ProducerDone();
}

/// <summary>A lane as its source's loop sees it.</summary>
internal interface ISourceLane
{
    /// <summary>The source ended well: the stages give out what they hold.</summary>
    void Complete();

    /// <summary>Nothing more will come from here.</summary>
    void Close();
}
