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

    private const int SampleRate = 8000;

    private const string Speech = "caller-hello";

    /// <summary>One word of it, so that thousands of calls can be made in minutes.</summary>
    private static readonly TimeSpan SpeechLength = TimeSpan.FromMilliseconds(450);

    /// <summary>Enough for the model to know that the turn is over.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(450);

    /// <summary>Time for what was said to reach the model.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMilliseconds(60);

    private const string Answer = "Yes.";

    /// <summary>What is resampled and cut into frames may lose some milliseconds.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(20);

    // How much was heard tells more than when: on a busy machine any pause may mean the end of a sentence.
    private static readonly CallerCue WhenGreeted = CallerCue.AgentHeard(LengthOf(Greeting) - Tolerance);

    private static readonly CallerCue WhenAnswered = CallerCue.AgentHeard(LengthOf(Greeting) + LengthOf(Answer) - Tolerance);

    private static readonly SayLine Question = new(WhenGreeted, Speech, "Hello, are you there?");

    private static readonly SayLine Goodbye = new(WhenAnswered, Speech, "No, that is all. Thank you, goodbye.");

    /// <summary>What the model hears and says.</summary>
    public static Scenario Scenario { get; } = new()
    {
        Name = "trial",
        Replies =
        [
            AgentReply.Say(Answer),
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
    /// <param name="patience">How long the caller waits for the greeting, and twice as long for an answer, before going on without.</param>
    /// <param name="until">The phase in which <paramref name="action"/> takes the place of what would follow; null for never.</param>
    /// <param name="action">What the caller does then; null to do nothing, whatever comes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The caller has nothing to do in this phase.</exception>
    public static CallPlan Plan(bool agentHangsUp, TimeSpan patience, CallPhase? until = null, CallerAction? action = null) => new()
    {
        Unpaced = true,
        KeepAudio = false,
        // In mid-word nothing tells that the turn is over.
        TrailingSilence = until == CallPhase.CallerSpeaking ? TimeSpan.Zero : Silence,
        Steps = until is not { } phase ? [.. Before(CallPhase.AnswerMade, patience), .. Rest(agentHangsUp, patience)]
            : action is null ? [.. Before(phase, patience)]
            : [.. Before(phase, patience), new CallerStep(CueOf(phase), action) { Patience = 2 * patience }],
    };

    private static TimeSpan LengthOf(string text) => SyntheticVoice.Speak(text, SampleRate).Duration;

    private static CallerStep Saying(SayLine line, TimeSpan patience)
    {
        SpeechClip whole = SpeechLibrary.Embedded.Load(Speech, SampleRate);
        var word = new SpeechClip(whole.Name, SampleRate, whole.Samples[..(int)(SpeechLength.TotalSeconds * SampleRate)]);
        return new CallerStep(line.Cue, new SayAction(word, line.Text)) { Patience = patience };
    }

    private static IEnumerable<CallerStep> Before(CallPhase phase, TimeSpan patience) =>
        phase < CallPhase.CallerSpeaking ? [] : [Saying(Question, patience)];

    private static CallerCue CueOf(CallPhase phase) => phase switch
    {
        CallPhase.Stream => CallerCue.At(TimeSpan.Zero),
        CallPhase.Greeting or CallPhase.AnswerPlaying => CallerCue.AgentSpeaking(TimeSpan.Zero),
        CallPhase.CallerSpeaking => CallerCue.AfterPrevious(OnTheWay),
        CallPhase.AnswerMade => CallerCue.AfterPrevious(TimeSpan.FromMilliseconds(20)),
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "The caller can do nothing in this phase."),
    };

    private static CallerStep[] Rest(bool agentHangsUp, TimeSpan patience)
    {
        var hangUp = new HangUpAction();
        if (!agentHangsUp) return [new CallerStep(WhenAnswered, hangUp) { Patience = 2 * patience }];
        return
        [
            Saying(Goodbye, 2 * patience),
            new CallerStep(CallerCue.AfterPrevious(4 * patience), hangUp),
        ];
    }
}
