using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Costs;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Twilio.Rest;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls;

/// <summary>What all calls of a server share.</summary>
/// <param name="Options">What holds for every call.</param>
/// <param name="Archive">What is known of conversations, earlier ones too.</param>
/// <param name="Buffers">Lends audio buffers.</param>
/// <param name="Metrics">The instruments.</param>
/// <param name="Time">The clock.</param>
/// <param name="NewId">Makes ids that no other conversation has.</param>
/// <param name="Loggers">Makes loggers.</param>
public sealed record CallServices(
    CallOptions Options,
    IConversationArchive Archive,
    AudioBuffers Buffers,
    CallMetrics Metrics,
    TimeProvider Time,
    Func<string> NewId,
    ILoggerFactory Loggers)
{
    /// <summary>Understands what callers want; null when nobody does.</summary>
    public IIntentAnalyzer? Analyzer { get; init; }

    /// <summary>Gets done what callers ask for; null when nobody does.</summary>
    public IAgentGateway? Agent { get; init; }

    /// <summary>Names a caller's session with the agent, from the caller's number and the call.</summary>
    public Func<string, string, string> AgentSession { get; init; } = static (_, callSid) => callSid;

    /// <summary>Twilio's REST interface, through which a call is hung up; null without credentials: then its stream is closed.</summary>
    public TwilioRestClient? Twilio { get; init; }

    /// <summary>Counts what the day has cost; null when a day may cost whatever it does.</summary>
    public DayLedger? Ledger { get; init; }

    /// <summary>Sessions that are kept ready; null for none.</summary>
    public WarmSessions? Warm { get; init; }
}
