namespace AgenticAi.Streams.Graph;

/// <summary>
/// Where elements leave a graph. While a write is pending nothing more is taken from the boundary before it: that is the backpressure.
/// </summary>
public abstract class Sink<T>
{
    protected Sink(string name) => Name = name;

    /// <summary>Name of the node, as in the picture of the graph.</summary>
    public string Name { get; }

    /// <summary>Takes over the element and completes when the next one may come.</summary>
    public abstract ValueTask WriteAsync(T element, CancellationToken cancellationToken);
}
