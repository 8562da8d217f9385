namespace AgenticAi.Streams.Graph;

/// <summary>The end of one node of a run.</summary>
/// <param name="Node">Name of the source, stage, sink or boundary.</param>
/// <param name="Error">What went wrong; null for a source that had nothing more to read.</param>
public sealed record NodeEnd(string Node, Exception? Error);

/// <summary>A boundary that must not lose anything was full.</summary>
public sealed class BoundaryOverflowException(string boundary, int capacity)
    : Exception($"Boundary {boundary} is full: its {capacity} elements were not taken in time.")
{
    public string Boundary { get; } = boundary;

    public int Capacity { get; } = capacity;
}

/// <summary>A stage threw.</summary>
public sealed class StageFailedException(string stage, Exception cause) : Exception($"Stage {stage} failed: {cause.Message}", cause)
{
    public string Stage { get; } = stage;
}
