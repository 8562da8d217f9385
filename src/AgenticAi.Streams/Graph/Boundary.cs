namespace AgenticAi.Streams.Graph;

/// <summary>What a full boundary does with one more element.</summary>
public enum WhenFull
{
    /// <summary>The producer waits. Not allowed behind a source: sockets are never left unread.</summary>
    Wait,

    /// <summary>The oldest element makes room; each is counted, the episode is reported once.</summary>
    DropOldest,

    /// <summary>The run fails: losing one of these would leave the call in a wrong state.</summary>
    Fail,
}

/// <summary>A bounded queue between two loops of a graph, with its rule for full. Only a description: the run owns the queue.</summary>
/// <param name="Name">Name as in the picture of the graph, logs and metrics.</param>
/// <param name="Capacity">Most elements it holds, at least 1.</param>
/// <param name="WhenFull">The rule for one element more.</param>
public sealed record Boundary<T>(string Name, int Capacity, WhenFull WhenFull);
