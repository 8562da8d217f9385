using AgenticAi.Simulation.Realtime;

namespace AgenticAi.Simulation.Faults;

/// <summary>Something that a model's server does to a call.</summary>
/// <param name="Name">Says it in a few words.</param>
/// <param name="Fault">What happens in the first session; null when all happens before there is one.</param>
public sealed record ModelTrouble(string Name, RealtimeFault? Fault = null)
{
    /// <summary>How the call ends by it; null when the call survives it.</summary>
    public CallOutcome? Outcome { get; init; }

    /// <summary>When it can happen.</summary>
    public IReadOnlyList<CallPhase> Phases { get; init; } = InSession;

    /// <summary>How the first attempt to connect is received.</summary>
    public Handshake First { get; init; } = Handshake.Accept;

    /// <summary>Follows at the beginning of the second session, while it is told the conversation.</summary>
    public RealtimeFault? Second { get; init; }

    /// <summary>Attempts after the first are refused.</summary>
    public bool StaysAway { get; init; }

    /// <summary>The phases of a session that was let in.</summary>
    internal static IReadOnlyList<CallPhase> InSession { get; } =
    [
        CallPhase.Settings, CallPhase.Greeting, CallPhase.CallerSpeaking, CallPhase.AnswerMade, CallPhase.AnswerPlaying,
        CallPhase.FunctionCall, CallPhase.LastWords, CallPhase.Closing,
    ];

    /// <summary>How the call's Nth attempt to connect is received.</summary>
    /// <param name="attempt">0 for the first.</param>
    /// <param name="phase">When the trouble happens.</param>
    public Reception Receive(int attempt, CallPhase phase)
    {
        // An account that is refused at the door is refused each time.
        bool isForGood = phase == CallPhase.Handshake && Outcome == CallOutcome.ModelRefused;
        if (attempt == 0 || isForGood) return new Reception(First, Fault is null ? [] : [new FaultPlan(MomentOf(phase), Fault)]);
        if (StaysAway) return new Reception(Handshake.Refuse(503), []);
        return attempt == 1 && Second is not null
            ? new Reception(Handshake.Accept, [new FaultPlan(new AtClientEvent("conversation.item.create"), Second)])
            : Reception.Usual;
    }

    // In TrialCall the first response is the greeting, the second answers, the third says goodbye.
    private static FaultTrigger MomentOf(CallPhase phase) => phase switch
    {
        CallPhase.Handshake => new AtOpening(),
        CallPhase.Settings => new AtClientEvent("session.update"),
        CallPhase.Greeting => new InResponse(1, TimeSpan.Zero),
        CallPhase.CallerSpeaking => new AtUtterance(1),
        CallPhase.AnswerMade => new AtResponse(2),
        CallPhase.AnswerPlaying => new InResponse(2, TimeSpan.FromMilliseconds(100)),
        CallPhase.FunctionCall => new InResponse(3, TimeSpan.Zero),
        CallPhase.LastWords => new AtClientEvent("input_audio_buffer.commit"),
        CallPhase.Closing => new AtGoodbye(),
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "There is no model in this phase."),
    };
}
