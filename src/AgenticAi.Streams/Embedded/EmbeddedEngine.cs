using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Embedded;

/// <summary>
/// Runs a blueprint on the base class library alone. The stages between two boundaries are fused into one loop.
/// </summary>
public sealed class EmbeddedEngine(TimeProvider time)
{
    /// <summary>Materializes the blueprint: connects its outlets and starts its loops.</summary>
    public GraphRun Start(Blueprint blueprint, IRunObserver observer)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        ArgumentNullException.ThrowIfNull(observer);
        var events = new RunEvents(observer);
        var assembly = new Assembly(events, time);
        foreach (Lane lane in blueprint.Lanes) lane.Accept(assembly);
        var sources = blueprint.Sources.Select(source => new SourceLoop(source, assembly.LanesOf(source)));
        return new GraphRun(events, [.. sources, .. assembly.Loops], assembly.Queues, assembly.Stages);
    }
}
