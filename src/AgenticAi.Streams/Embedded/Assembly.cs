using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Embedded;

/// <summary>Puts the parts of one run together, lane by lane.</summary>
internal sealed class Assembly(RunEvents events, TimeProvider time) : ILaneVisitor
{
    private readonly Dictionary<object, IBoundedQueue> _queues = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Source, List<ISourceLane>> _sourceLanes = [];

    public List<ILoop> Loops { get; } = [];

    public List<IStageLink> Stages { get; } = [];

    public IReadOnlyCollection<IBoundedQueue> Queues => _queues.Values;

    public IReadOnlyList<ISourceLane> LanesOf(Source source) => _sourceLanes[source];

    public void Visit<TStart, TEnd>(Outlet<TStart> from, Chain<TStart, TEnd> via, Boundary<TEnd> into)
    {
        BoundedQueue<TEnd> target = Queue(into);
        target.AddProducer();
        var fuser = new Fuser();
        var lane = new SourceLane<TStart, TEnd>(via.Fuse(fuser, target), fuser.Links, target);
        from.Connect(lane);
        if (!_sourceLanes.TryGetValue(from.Owner, out List<ISourceLane>? lanes)) _sourceLanes[from.Owner] = lanes = [];
        lanes.Add(lane);
        Stages.AddRange(fuser.Links);
    }

    public void Visit<TStart, TEnd>(Boundary<TStart> from, Chain<TStart, TEnd> via, Boundary<TEnd> into)
    {
        BoundedQueue<TEnd> target = Queue(into);
        target.AddProducer();
        AddLoop(from, via, new QueueTarget<TEnd>(target));
    }

    public void Visit<TStart, TEnd>(Boundary<TStart> from, Chain<TStart, TEnd> via, Sink<TEnd> to) =>
        AddLoop(from, via, new SinkTarget<TEnd>(to));

    private void AddLoop<TStart, TEnd>(Boundary<TStart> from, Chain<TStart, TEnd> via, LaneTarget<TEnd> target)
    {
        var fuser = new Fuser();
        var loop = new LaneLoop<TStart, TEnd>(Queue(from), target, time);
        loop.Attach(via.Fuse(fuser, loop), fuser.Links);
        Loops.Add(loop);
        Stages.AddRange(fuser.Links);
    }

    private BoundedQueue<T> Queue<T>(Boundary<T> boundary)
    {
        if (!_queues.TryGetValue(boundary, out IBoundedQueue? queue)) _queues[boundary] = queue = new BoundedQueue<T>(boundary, events);
        return (BoundedQueue<T>)queue;
    }

    private sealed class Fuser : IFuser
    {
        private readonly List<IStageLink> _links = [];

        /// <summary>The stages first to last; fusing goes last to first.</summary>
        public IReadOnlyList<IStageLink> Links => [.. Enumerable.Reverse(_links)];

        public IOutlet<TIn> Join<TIn, TOut>(string name, Stage<TIn, TOut> stage, IOutlet<TOut> next)
        {
            var link = new StageLink<TIn, TOut>(name, stage, next);
            _links.Add(link);
            return link;
        }
    }
}
