namespace AgenticAi.Calls.Actors.Boundaries;

/// <summary>What a full boundary does with one more element.</summary>
internal enum WhenFull
{
    /// <summary>The oldest element makes room; each is counted, the episode is reported once.</summary>
    DropOldest,

    /// <summary>The run fails: losing one of these would leave the call in a wrong state.</summary>
    Fail,
}

/// <summary>
/// A bounded queue between two paces of a call, with its rule for full. Neither rule makes the producer wait: sockets are always read.
/// </summary>
/// <param name="Name">Name as in the picture of the graph, logs and metrics.</param>
/// <param name="Capacity">Most elements it holds, at least 1.</param>
/// <param name="WhenFull">The rule for one element more.</param>
internal sealed record Boundary(string Name, int Capacity, WhenFull WhenFull);

/// <summary>How full a boundary of a run is.</summary>
internal sealed record BoundaryStatus(string Name, int Count);

/// <summary>A boundary that must not lose anything was full.</summary>
internal sealed class BoundaryOverflowException(Boundary boundary)
    : Exception($"Boundary {boundary.Name} is full: its {boundary.Capacity} elements were not taken in time.");
