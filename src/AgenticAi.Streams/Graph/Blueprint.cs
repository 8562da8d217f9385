namespace AgenticAi.Streams.Graph;

/// <summary>How a graph is wired: its sources and lanes. It runs nothing; an engine materializes it.</summary>
public sealed class Blueprint
{
    internal Blueprint(string name, IReadOnlyList<Source> sources, IReadOnlyList<Lane> lanes)
    {
        Name = name;
        Sources = sources;
        Lanes = lanes;
    }

    public string Name { get; }

    public IReadOnlyList<Source> Sources { get; }

    public IReadOnlyList<Lane> Lanes { get; }

    /// <summary>The picture: one lane a line.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Lanes);
}
