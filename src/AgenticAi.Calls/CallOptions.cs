using AgenticAi.Calls.Agents;
using AgenticAi.Calls.Supervision;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Calls;

/// <summary>What holds for every call of a server.</summary>
public sealed record CallOptions
{
    public required RealtimeEndpoint Endpoint { get; init; }

    public required RealtimeSession Session { get; init; }

    public RealtimeConnectionOptions Connection { get; init; } = new();

    /// <summary>When a session of the model is left, and how long and how often a lost one is asked for.</summary>
    public SupervisionOptions Supervision { get; init; } = new();

    /// <summary>
    /// Most tokens of conversation that a new session is told: some ten minutes word for word, and a small part of any model's memory.
    /// </summary>
    public int RestoredTokens { get; init; } = 4_000;

    /// <summary>How many sessions of the model are kept ready for calls to come; 0: calls connect when they come.</summary>
    public int WarmSessions { get; init; }

    /// <summary>Said first when the stream has started; nothing when empty.</summary>
    public string Greeting { get; init; } = "";

    /// <summary>Most chunks of caller audio joined into one append.</summary>
    public int MaxChunksPerAppend { get; init; } = 10;

    /// <summary>Said to the caller by Twilio when the call cannot go on for a reason of ours or the model's; nothing when empty.</summary>
    public string FailureMessage { get; init; } = "";

    /// <summary>How what callers ask for is understood and done.</summary>
    public WorkOptions Work { get; init; } = new();

    /// <summary>What a call may cost. What was spent before it is added when it begins.</summary>
    public BudgetPolicy Budget { get; init; } = BudgetPolicy.None;

    /// <summary>How turns are taken.</summary>
    public TurnOptions Turns { get; init; } = new();

    /// <summary>
    /// While the agent speaks, caller audio quieter than this, in dB relative to overload, is taken for the agent's echo and silenced;
    /// null for never.
    /// </summary>
    public double? EchoGateDb { get; init; }

    /// <summary>Most calls at a time.</summary>
    public int MaxCalls { get; init; } = 1000;

    /// <summary>How long an announced call may take to open its stream: as long as its token is valid.</summary>
    public TimeSpan StreamTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the model's leg is kept after the caller hung up, while the transcript of the last words is on its way.</summary>
    public TimeSpan LastWordsTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a leg may take to answer a goodbye before it is cut.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether a call whose stream broke may come back on another stream.</summary>
    public bool Resume { get; init; }

    /// <summary>
    /// How long the conversation of a call whose line was lost stays open for it to come back. Twilio notices a broken connection as we
    /// do and asks at once; the rest is for the way through proxies that failed themselves.
    /// </summary>
    public TimeSpan ResumeWindow { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How long the journal may take to tell of a call that comes back: less than the 15 s that Twilio waits for the answer
    /// (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
    /// </summary>
    public TimeSpan RecallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether what people said may stand in the log.</summary>
    public bool LogTranscripts { get; init; }

    /// <summary>How turns are taken, with the times of the session's speech detection.</summary>
    internal TurnOptions TurnsOfSession => Turns.For(Session.TurnDetection) with { Functions = AgentFunctions.NamesIn(Session.Tools) };
}
