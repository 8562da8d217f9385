namespace AgenticAi.Streams.Graph;

/// <summary>
/// A port of a source. The engine connects it when the graph is run; pushing before that is an error.
/// Pushing from several threads is allowed only where the outlet leads straight into a boundary.
/// </summary>
public sealed class Outlet<T> : IOutlet<T>
{
    private IOutlet<T>? _target;

    public Outlet(Source owner, string name)
    {
        Owner = owner;
        Name = name;
    }

    /// <summary>The source whose loop pushes here.</summary>
    public Source Owner { get; }

    /// <summary>Name of the port, for the picture of the graph.</summary>
    public string Name { get; }

    public void Push(T element)
    {
        IOutlet<T> target = _target ?? throw new InvalidOperationException($"Outlet {Owner.Name}.{Name} is used before its graph runs.");
        target.Push(element);
    }

    /// <summary>For engines: says where the elements go in this run.</summary>
    public void Connect(IOutlet<T> target) => _target = target;
}
