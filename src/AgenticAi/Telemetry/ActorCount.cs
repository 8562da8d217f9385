using AgenticAi.Calls.Actors.Hosting;
using Akka.Actor;

namespace AgenticAi.Telemetry;

/// <summary>The actors of a system at one moment.</summary>
/// <param name="Actors">All of them, the system's own included.</param>
/// <param name="Graphs">Those of them that run the graph of a call.</param>
internal readonly record struct ActorCount(int Actors, int Graphs)
{
    /// <summary>Each materializer has one, the graphs are its children (akka.net, ActorMaterializerImpl). The journal has graphs too.</summary>
    private const string GraphParent = "StreamSupervisor";

    public static ActorCount Of(ActorSystem system)
    {
        var all = (ExtendedActorSystem)system;
        return Under(all.Guardian) + Under(all.SystemGuardian);
    }

    public static ActorCount operator +(ActorCount one, ActorCount other) => new(one.Actors + other.Actors, one.Graphs + other.Graphs);

    private static ActorCount Under(IActorRef parent)
    {
        if (parent is not ActorRefWithCell { Children: { } children }) return default;
        ActorCount sum = default;
        bool isGraph = parent.Path.Name.StartsWith(GraphParent, StringComparison.Ordinal);
        foreach (IActorRef child in children)
        {
            bool isOfCall = isGraph && child.Path.Name.StartsWith(CallsHostingExtensions.GraphName, StringComparison.Ordinal);
            sum += new ActorCount(1, isOfCall ? 1 : 0) + Under(child);
        }

        return sum;
    }
}
