namespace AgenticAi.Streams.Graph;

/// <summary>Where a stage puts what it has made. Taking an element never waits; whoever takes it owns it.</summary>
public interface IOutlet<in T>
{
    /// <summary>
    /// Hands an element on. An element that owns something is <see cref="IDisposable"/>, and its last holder disposes it.
    /// </summary>
    void Push(T element);
}
