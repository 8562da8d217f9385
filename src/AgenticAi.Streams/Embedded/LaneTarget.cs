using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Embedded;

/// <summary>Where a lane's loop writes.</summary>
internal abstract class LaneTarget<T>
{
    public abstract string Name { get; }

    public abstract ValueTask WriteAsync(T element, CancellationToken cancellationToken);

    /// <summary>Nothing more will come from this loop.</summary>
    public abstract void Close();
}

internal sealed class SinkTarget<T>(Sink<T> sink) : LaneTarget<T>
{
    public override string Name => sink.Name;

    public override ValueTask WriteAsync(T element, CancellationToken cancellationToken) => sink.WriteAsync(element, cancellationToken);

    public override void Close()
    {
    }
}

internal sealed class QueueTarget<T>(BoundedQueue<T> queue) : LaneTarget<T>
{
    public override string Name => queue.Name;

    public override ValueTask WriteAsync(T element, CancellationToken cancellationToken) => queue.WriteAsync(element);

    public override void Close() => queue.ProducerDone();
}
