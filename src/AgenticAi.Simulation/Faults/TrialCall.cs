using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Simulation.Faults;

/// <summary>
/// The little conversation of calls on trial. The agent greets, the caller asks, the agent answers; then the caller hangs up, or says
/// goodbye, and the agent hangs up. Whatever goes wrong, the caller does not wait for ever.
/// </summary>
public static class TrialCall
{
    /// <summary>What the agent is to be told to greet with.</summary>
    public const string Greeting = "Hello.";

    private const string Speech = "caller-hello";

    /// <summary>Longer than the pauses within what the agent says.</summary>
    private static readonly TimeSpan AgentPause = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private static readonly SayLine Question = new(CallerCue.AgentSilent(AgentPause), Speech, "Hello, are you there?");

    private static readonly SayLine Goodbye = new(CallerCue.AgentSilent(AgentPause), Speech, "No, that is all. Thank you, goodbye.");

    /// <summary>What the model hears and says.</summary>
    public static Scenario Scenario { get; } = new()
    {
        Name = "trial",
        Replies =
        [
            AgentReply.Say("Yes."),
            new AgentReply([new SpokenPart("Bye."), new FunctionCallPart("hang_up", "{}")], Then: AgentReply.Say("Well.")),
        ],
        Caller = [Question, Goodbye],
    };

    /// <summary>
    /// For <see cref="SimulatedRealtimeOptions.Replies"/>: whatever the model is told to say is as short as the greeting, so that no
    /// call lasts.
    /// </summary>
    public static AgentReply? Reply(ReplyRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return string.IsNullOrEmpty(request.Instructions) ? null : AgentReply.Say(Greeting);
    }

    /// <summary>What the caller does, as fast as the sockets take it.</summary>
    /// <param name="agentHangsUp">The caller says goodbye in place of hanging up.</param>
    /// <param name="until">The phase in which <paramref name="action"/> takes the place of what would follow; null for never.</param>
    /// <param name="action">What the caller does then; null to do nothing, whatever comes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The caller has nothing to do in this phase.</exception>
    public static CallPlan Plan(bool agentHangsUp, CallPhase? until = null, CallerAction? action = null) => new()
    {
        Unpaced = true,
        KeepAudio = false,
        TrailingSilence = TimeSpan.FromMilliseconds(600),
        Steps = until is not { } phase ? [.. Before(CallPhase.AnswerMade), .. Rest(agentHangsUp)]
            : action is null ? [.. Before(phase)]
            : [.. Before(phase), new CallerStep(CueOf(phase), action) { Patience = Patience }],
    };

    private static IEnumerable<CallerStep> Before(CallPhase phase) =>
        phase < CallPhase.CallerSpeaking ? [] : [CallerStep.From(Question, SpeechLibrary.Embedded) with { Patience = Patience / 2 }];

    private static CallerCue CueOf(CallPhase phase) => phase switch
    {
        CallPhase.Stream => CallerCue.At(TimeSpan.Zero),
        CallPhase.Greeting or CallPhase.AnswerPlaying => CallerCue.AgentSpeaking(TimeSpan.Zero),
        CallPhase.CallerSpeaking => CallerCue.AfterPrevious(TimeSpan.Zero),
        CallPhase.AnswerMade => CallerCue.AfterPrevious(TimeSpan.FromMilliseconds(20)),
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "The caller can do nothing in this phase."),
    };

    private static CallerStep[] Rest(bool agentHangsUp)
    {
        var hangUp = new HangUpAction();
        if (!agentHangsUp) return [new CallerStep(CallerCue.AgentSilent(AgentPause), hangUp) { Patience = Patience }];
        return
        [
            CallerStep.From(Goodbye, SpeechLibrary.Embedded) with { Patience = Patience },
            new CallerStep(CallerCue.AfterPrevious(2 * Patience), hangUp),
        ];
    }
}
