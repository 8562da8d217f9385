using System.Diagnostics;
using AgenticAi.Calls.Agents;
using AgenticAi.Calls.Costs;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations.Actors;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>Who takes part in one call besides its two legs: the brain, those who understand and act, and the voice that says it.</summary>
internal sealed class CallParticipants
{
    public CallParticipants(CallRequest request, ActivityContext announcement, CallServices services, ConversationBrains brains)
    {
        Trace = new CallTrace(announcement, request.CallSid);
        Logger = new CallLogger(services.Loggers.CreateLogger("AgenticAi.Call"), request.CallSid);
        Tasks = new CallWork(request, services, command => Brain!.TryTell(command), Voice.OnWork, Logger);
        var effects = new CostEffects(
            request.CallSid, new CallEffects(Voice, Tasks, Trace), services.Ledger, services.Metrics, Logger);
        Brain = brains.Open(request.CallSid, effects, Logger);
        Call = new Call(request, Brain, services.NewId, services.Time.GetUtcNow());
    }

    public Call Call { get; }

    public BrainRelay Brain { get; }

    public CallWork Tasks { get; }

    /// <summary>The call in distributed tracing.</summary>
    public CallTrace Trace { get; }

    public CallVoice Voice { get; } = new();

    /// <summary>Names the call in each line.</summary>
    public ILogger Logger { get; }
}
