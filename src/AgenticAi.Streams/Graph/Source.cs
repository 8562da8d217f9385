namespace AgenticAi.Streams.Graph;

/// <summary>
/// Where elements come into a graph: a loop, run by the engine, that reads something and pushes into its outlets.
/// When the loop returns, everything behind its outlets is completed; when it throws, the run fails.
/// </summary>
public abstract class Source
{
    protected Source(string name) => Name = name;

    /// <summary>Name of the node, as in the picture of the graph.</summary>
    public string Name { get; }

    /// <summary>Reads until there is nothing more to read or the token is cancelled.</summary>
    public abstract Task RunAsync(CancellationToken cancellationToken);
}
