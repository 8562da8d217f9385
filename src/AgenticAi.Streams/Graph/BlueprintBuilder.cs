namespace AgenticAi.Streams.Graph;

/// <summary>Draws a blueprint lane by lane and refuses what could not run.</summary>
public sealed class BlueprintBuilder(string name)
{
    private readonly List<Source> _sources = [];
    private readonly List<Lane> _lanes = [];
    private readonly HashSet<object> _read = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _written = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _labels = [];

    /// <summary>Begins a lane at a source's outlet.</summary>
    public Flow<T, T> From<T>(Outlet<T> outlet) => Begin<T>(outlet, $"{outlet.Owner.Name}.{outlet.Name}");

    /// <summary>Begins a lane at a boundary, with a loop of its own.</summary>
    public Flow<T, T> From<T>(Boundary<T> boundary)
    {
        _read.Add(boundary);
        return Begin<T>(boundary, boundary.Name);
    }

    /// <summary>The finished blueprint.</summary>
    /// <exception cref="InvalidOperationException">A boundary is written but never read, or read but never written.</exception>
    public Blueprint Build()
    {
        foreach (object boundary in _written.Except(_read, ReferenceEqualityComparer.Instance))
            throw new InvalidOperationException($"{name}: {boundary} is written but never read.");
        foreach (object boundary in _read.Except(_written, ReferenceEqualityComparer.Instance))
            throw new InvalidOperationException($"{name}: {boundary} is read but never written.");
        return new Blueprint(name, [.. _sources], [.. _lanes]);
    }

    internal void AddSourceLane<TStart, TEnd>(
        Outlet<TStart> outlet, Boundary<TEnd> into, string from, Chain<TStart, TEnd> chain, Action<ILaneVisitor> accept)
    {
        if (into.WhenFull == WhenFull.Wait)
            throw new InvalidOperationException($"{name}: source {outlet.Owner.Name} cannot wait for boundary {into.Name}.");
        if (!_sources.Contains(outlet.Owner)) _sources.Add(outlet.Owner);
        AddLane(from, into.Name, into, chain, accept);
    }

    internal void AddLane<TStart, TEnd>(string from, string to, object? boundary, Chain<TStart, TEnd> chain, Action<ILaneVisitor> accept)
    {
        if (boundary is Boundary<TEnd> { WhenFull: WhenFull.Wait } && _written.Contains(boundary))
            throw new InvalidOperationException($"{name}: boundary {to} makes its producer wait, so only one lane can end in it.");
        if (boundary is not null) _written.Add(boundary);
        _lanes.Add(new Lane(from, chain.Names, to, accept));
    }

    private Flow<T, T> Begin<T>(object from, string label)
    {
        if (!_labels.Add(label)) throw new InvalidOperationException($"{name}: {label} is read by two lanes, or two things have that name.");
        return new Flow<T, T>(this, from, new NoStages<T>());
    }
}
