using AgenticAi.Streams.Embedded;
using AgenticAi.Streams.Graph;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Stages;

/// <summary>One stage in a run of its own: a source before it, a queue, the stage, and a sink that a test can hold shut.</summary>
internal sealed class StageRig<TIn, TOut> : IAsyncDisposable, IRunObserver
{
    private readonly RigSource _source = new();
    private readonly RigSink _sink;

    public StageRig(Func<Stage<TIn, TOut>> make, Func<TOut, byte[]> bytesOf, TimeProvider time)
    {
        _sink = new RigSink(bytesOf);
        var queue = new Boundary<TIn>("queue", 256, WhenFull.Fail);
        var graph = new BlueprintBuilder("rig");
        graph.From(_source.Out).Into(queue);
        graph.From(queue).Via("stage", make).To(_sink);
        Run = new EmbeddedEngine(time).Start(graph.Build(), this);
    }

    public GraphRun Run { get; }

    /// <summary>All bytes that came out.</summary>
    public byte[] Output => [.. _sink.Taken.SelectMany(bytes => bytes)];

    /// <summary>How many elements came out.</summary>
    public int Count => _sink.Taken.Count;

    /// <summary>Elements that the stage has not pulled.</summary>
    public int NotPulled => Run.Boundaries.Single().Count;

    public void Push(TIn element) => _source.Out.Push(element);

    public void Shut() => _sink.Gate = new SyncPoint();

    public void Open() => Interlocked.Exchange(ref _sink.Gate, null)!.Release();

    public void FailDownstream() => _sink.Failure = new IOException("downstream is gone");

    public void FailUpstream() => _source.End.SetException(new IOException("upstream is gone"));

    public async Task CompleteAsync()
    {
        _source.End.SetResult();
        await Run.Completion.Within();
    }

    public ValueTask DisposeAsync() => Run.DisposeAsync();

    void IRunObserver.OnDropped(string boundary, bool firstOfEpisode) => throw new InvalidOperationException("Nothing drops here.");

    private sealed class RigSource : Source
    {
        public RigSource()
            : base("source") => Out = new Outlet<TIn>(this, "out");

        public Outlet<TIn> Out { get; }

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task RunAsync(CancellationToken cancellationToken) => End.Task.WaitAsync(cancellationToken);
    }

    private sealed class RigSink(Func<TOut, byte[]> bytesOf) : Sink<TOut>("sink")
    {
        public SyncPoint? Gate;

        public List<byte[]> Taken { get; } = [];

        public Exception? Failure { get; set; }

        public override async ValueTask WriteAsync(TOut element, CancellationToken cancellationToken)
        {
            try
            {
                if (Gate is { } gate) await gate.ArriveAsync(cancellationToken);
                if (Failure is { } failure) throw failure;
                Taken.Add(bytesOf(element));
            }
            finally
            {
                (element as IDisposable)?.Dispose();
            }
        }
    }
}
