namespace AgenticAi.Simulation.Realtime.Responses;

/// <summary>How many bytes each audio delta has: the given sizes in turn. Sizes need not be whole samples.</summary>
internal sealed class DeltaSizes(IReadOnlyList<int> sizes)
{
    private int _next;

    /// <param name="natural">The size when none are given.</param>
    public int Next(int natural) => sizes.Count == 0 ? natural : sizes[_next++ % sizes.Count];
}
