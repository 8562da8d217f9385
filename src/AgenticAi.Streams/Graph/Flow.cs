namespace AgenticAi.Streams.Graph;

/// <summary>A lane while it is being drawn.</summary>
public sealed class Flow<TStart, TEnd>
{
    private readonly BlueprintBuilder _builder;
    private readonly object _from;
    private readonly Chain<TStart, TEnd> _chain;

    internal Flow(BlueprintBuilder builder, object from, Chain<TStart, TEnd> chain)
    {
        _builder = builder;
        _from = from;
        _chain = chain;
    }

    /// <summary>Adds a stage. It is made anew for each run.</summary>
    public Flow<TStart, TNext> Via<TNext>(string name, Func<Stage<TEnd, TNext>> make) =>
        new(_builder, _from, new Then<TStart, TEnd, TNext>(_chain, name, make));

    /// <summary>Adds a stage where <paramref name="condition"/> holds, and leaves the line as it is where not.</summary>
    public Flow<TStart, TEnd> ViaIf(bool condition, string name, Func<Stage<TEnd, TEnd>> make) => condition ? Via(name, make) : this;

    /// <summary>Ends the lane in a boundary.</summary>
    public void Into(Boundary<TEnd> boundary)
    {
        if (_from is Outlet<TStart> outlet)
            _builder.AddSourceLane(outlet, boundary, $"{outlet.Owner.Name}.{outlet.Name}", _chain, v => v.Visit(outlet, _chain, boundary));
        else if (_from is Boundary<TStart> queue)
            _builder.AddLane(queue.Name, boundary.Name, boundary, _chain, v => v.Visit(queue, _chain, boundary));
    }

    /// <summary>Ends the lane in a sink. A source's outlet cannot: what a socket brings goes into a boundary first.</summary>
    public void To(Sink<TEnd> sink)
    {
        if (_from is not Boundary<TStart> queue)
            throw new InvalidOperationException($"Sink {sink.Name} can only stand behind a boundary: a source must never wait for a sink.");
        _builder.AddLane(queue.Name, sink.Name, boundary: null, _chain, v => v.Visit(queue, _chain, sink));
    }
}
