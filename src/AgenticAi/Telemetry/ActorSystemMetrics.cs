using System.Diagnostics.Metrics;
using Akka.Actor;

namespace AgenticAi.Telemetry;

/// <summary>The instruments of the actor system. Actors and graphs are counted when somebody reads the metric; nothing is kept meanwhile.</summary>
internal sealed class ActorSystemMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "AgenticAi.Actors";

    private readonly Meter _meter = new(MeterName);
    private long _deadLetters;

    public ActorSystemMetrics(ActorSystem system)
    {
        _meter.CreateObservableGauge("agenticai.actors.active", () => ActorCount.Of(system).Actors, "{actor}", "Actors that run, all of them.");
        _meter.CreateObservableGauge(
            "agenticai.graphs.active", () => ActorCount.Of(system).Graphs, "{graph}", "Materialized stream graphs that run: one a call.");
        _meter.CreateObservableCounter(
            "agenticai.actors.dead_letters", () => DeadLetters, "{message}", "Messages to actors that were gone.");
    }

    /// <summary>Messages to actors that were gone, so far.</summary>
    public long DeadLetters => Interlocked.Read(ref _deadLetters);

    public void OnDeadLetter() => Interlocked.Increment(ref _deadLetters);

    public void Dispose() => _meter.Dispose();
}
