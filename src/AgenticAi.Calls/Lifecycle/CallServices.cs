using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Streams.Embedded;
using AgenticAi.Twilio.Rest;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Lifecycle;

/// <summary>What all calls of a server share.</summary>
/// <param name="Options">What holds for every call.</param>
/// <param name="Journal">Where conversations are kept.</param>
/// <param name="Engine">Runs the graphs.</param>
/// <param name="Buffers">Lends audio buffers.</param>
/// <param name="Metrics">The instruments.</param>
/// <param name="Time">The clock.</param>
/// <param name="NewId">Makes ids that no other conversation has.</param>
/// <param name="Loggers">Makes loggers.</param>
public sealed record CallServices(
    CallOptions Options,
    IConversationJournal Journal,
    EmbeddedEngine Engine,
    AudioBuffers Buffers,
    CallMetrics Metrics,
    TimeProvider Time,
    Func<string> NewId,
    ILoggerFactory Loggers)
{
    /// <summary>Twilio's REST interface, through which a call is hung up; null without credentials: then its stream is closed.</summary>
    public TwilioRestClient? Twilio { get; init; }

    /// <summary>Sessions that are kept ready; null for none.</summary>
    public WarmSessions? Warm { get; init; }
}
