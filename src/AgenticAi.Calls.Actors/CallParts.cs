using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Twilio.MediaStreams;
using Akka.Streams;

namespace AgenticAi.Calls.Actors;

/// <summary>What the graph of one run is drawn of.</summary>
/// <param name="Stream">The caller's leg.</param>
/// <param name="Sessions">The model's leg.</param>
/// <param name="Requests">Where wishes of brain and operator come in.</param>
/// <param name="Decided">Takes what turn-taking decides; must not wait.</param>
/// <param name="Stop">Ends the run in order, from its sources to its sinks.</param>
/// <param name="Options">What holds for every call.</param>
/// <param name="Turns">How turns are taken in this run.</param>
/// <param name="Brain">Told what happens.</param>
/// <param name="Telemetry">Counts and logs.</param>
/// <param name="Buffers">Lends the buffers of this run.</param>
/// <param name="Tick">Tells stages what is due; has the clock.</param>
internal sealed record CallParts(
    MediaStreamConnection Stream,
    RealtimeSessions Sessions,
    CallRequests Requests,
    Action<CallDecision> Decided,
    SharedKillSwitch Stop,
    CallOptions Options,
    TurnOptions Turns,
    IBrain Brain,
    CallTelemetry Telemetry,
    AudioBuffers Buffers,
    SharedTick Tick)
{
    /// <summary>The clock.</summary>
    public TimeProvider Time => Tick.Time;
}
