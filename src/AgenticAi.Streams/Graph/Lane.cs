namespace AgenticAi.Streams.Graph;

/// <summary>What an engine does with each lane of a blueprint.</summary>
public interface ILaneVisitor
{
    /// <summary>From a source's outlet through stages into a boundary: runs inside the source's loop.</summary>
    void Visit<TStart, TEnd>(Outlet<TStart> from, Chain<TStart, TEnd> via, Boundary<TEnd> into);

    /// <summary>From a boundary through stages into the next boundary: a loop of its own.</summary>
    void Visit<TStart, TEnd>(Boundary<TStart> from, Chain<TStart, TEnd> via, Boundary<TEnd> into);

    /// <summary>From a boundary through stages into a sink: a loop of its own.</summary>
    void Visit<TStart, TEnd>(Boundary<TStart> from, Chain<TStart, TEnd> via, Sink<TEnd> to);
}

/// <summary>One line of the picture: where elements come from, the stages they pass, where they go.</summary>
public sealed class Lane
{
    private readonly Action<ILaneVisitor> _accept;

    internal Lane(string from, IEnumerable<string> stages, string to, Action<ILaneVisitor> accept)
    {
        From = from;
        Stages = [.. stages];
        To = to;
        _accept = accept;
    }

    public string From { get; }

    public IReadOnlyList<string> Stages { get; }

    public string To { get; }

    public void Accept(ILaneVisitor visitor) => _accept(visitor);

    public override string ToString() => string.Join(" ─► ", [From, .. Stages, To]);
}
