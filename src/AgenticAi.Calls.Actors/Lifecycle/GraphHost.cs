using AgenticAi.Calls.Actors.Stages;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>What the graphs of all calls of a node run on.</summary>
/// <param name="Materializer">Makes a graph run.</param>
/// <param name="Tick">Tells stages what is due.</param>
internal sealed record GraphHost(IMaterializer Materializer, SharedTick Tick);
