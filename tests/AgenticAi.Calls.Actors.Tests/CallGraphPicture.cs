using Akka.Streams;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Fusing;

namespace AgenticAi.Calls.Actors.Tests;

/// <summary>A graph as text, one line an edge, as it is after fusing: what the materializer runs.</summary>
internal static class CallGraphPicture
{
    /// <summary>The parts of a graph that run apart from each other, with a boundary between them.</summary>
    public static IReadOnlyList<IModule> Islands<TMat>(IGraph<ClosedShape, TMat> graph) => Fusing.Aggressive(graph).Module.SubModules;

    public static string Draw<TMat>(IGraph<ClosedShape, TMat> graph)
    {
        GraphAssembly stages = Islands(graph).Cast<GraphModule>().Single().Assembly;
        IEnumerable<string> edges = Enumerable.Range(0, stages.ConnectionCount).Select(i =>
            $"{Port(stages, stages.OutletOwners[i], stages.Outlets[i])} ─► {Port(stages, stages.InletOwners[i], stages.Inlets[i])}");
        return string.Join('\n', edges.Order(StringComparer.Ordinal));
    }

    /// <summary>The innermost name; Akka escapes names once for each flow around them.</summary>
    private static string? NameOf(Attributes attributes)
    {
        string? name = attributes.GetNameLifted()?.Split('-')[^1];
        while (name is not null && name.Contains('%', StringComparison.Ordinal)) name = Uri.UnescapeDataString(name);
        return name;
    }

    /// <summary>The stage, and which of its ports where it has several on that side.</summary>
    private static string Port(GraphAssembly stages, int owner, object port)
    {
        Shape shape = stages.Stages[owner].Shape;
        bool isOnly = port is Inlet ? shape.Inlets.Length == 1 : shape.Outlets.Length == 1;
        string name = NameOf(stages.OriginalAttributes[owner]) ?? stages.Stages[owner].GetType().Name.Split('`')[0];
        return isOnly ? name : $"{name}.{port.ToString()!.Split('.')[^1].TrimEnd(')')}";
    }
}
