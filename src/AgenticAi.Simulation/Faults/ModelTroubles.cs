using AgenticAi.Simulation.Realtime;

namespace AgenticAi.Simulation.Faults;

/// <summary>All that a model's server can do to a call.</summary>
public static class ModelTroubles
{
    /// <summary>The connection stands and nothing comes any more, though the server still reads and answers pings.</summary>
    public static ModelTrouble Silence { get; } = new("the model goes silent", new SilenceFault());

    private static readonly int[] CloseCodes = [1000, 1001, 1008, 1011, 4000];

    /// <summary>Statuses that mean a bad key, no access, no such model.</summary>
    private static readonly int[] FinalStatuses = [401, 403, 404];

    private static readonly int[] PassingStatuses = [429, 500, 503];

    /// <summary>Errors of one request; the session goes on.</summary>
    private static readonly string[] Complaints =
    [
        "response_cancel_not_active", "input_audio_buffer_commit_empty", "conversation_already_has_active_response",
        "rate_limit_exceeded", "server_error", "something_new",
    ];

    /// <summary>Errors after which the account is not served any more.</summary>
    private static readonly string[] Final =
        ["insufficient_quota", "account_deactivated", "billing_hard_limit_reached", "invalid_api_key", "model_not_found"];

    private static readonly string[] Failures = ["server_error", "rate_limit_exceeded"];

    private static IReadOnlyList<CallPhase> AtHandshake { get; } = [CallPhase.Handshake];

    private static IReadOnlyList<CallPhase> AtAnswer { get; } = [CallPhase.Greeting, CallPhase.AnswerMade, CallPhase.AnswerPlaying];

    /// <summary>While a call is alive: before its last words.</summary>
    private static IReadOnlyList<CallPhase> Alive { get; } =
    [
        CallPhase.Handshake, CallPhase.Settings, CallPhase.Greeting, CallPhase.CallerSpeaking, CallPhase.AnswerMade,
        CallPhase.AnswerPlaying,
    ];

    /// <summary>Every trouble once.</summary>
    public static IReadOnlyList<ModelTrouble> All { get; } =
    [
        .. Losses(), .. Refusals(), .. Nonsense(), .. Errors(), Silence,
        new("the model's line is half open", new SilenceFault(Deaf: true)),
        new("the model stays away", new ResetFault()) { StaysAway = true, Outcome = CallOutcome.ModelLost, Phases = [CallPhase.Greeting] },
        new("the model resets twice", new ResetFault()) { Second = new ResetFault(), Phases = AtAnswer },
        new("the model expires, then breaks off", new ExpireFault()) { Second = new HalfMessageFault(), Phases = AtAnswer },
    ];

    private static IEnumerable<ModelTrouble> Losses() =>
    [
        new("the model resets", new ResetFault()),
        new("the model breaks off in mid-message", new HalfMessageFault()),
        new("the session expires", new ExpireFault()),
        .. CloseCodes.Select(code => new ModelTrouble($"the model closes with {code}", new DropFault(code))),
        new("the model resets before the session stands", new ResetFault()) { Phases = AtHandshake },
        new("the model closes before the session stands", new DropFault(1011)) { Phases = AtHandshake },
    ];

    private static IEnumerable<ModelTrouble> Refusals() =>
    [
        .. FinalStatuses.Select(status => Refusal(status) with { Outcome = CallOutcome.ModelRefused }),
        .. PassingStatuses.Select(Refusal),
        new("the upgrade is reset") { First = new Handshake { Reset = true }, Phases = AtHandshake },
        new("the upgrade is slow") { First = Handshake.Slow(TimeSpan.FromMilliseconds(300)), Phases = AtHandshake },
    ];

    private static IEnumerable<ModelTrouble> Nonsense() =>
    [
        new("a message is no JSON", new RawTextFault()) { Phases = [CallPhase.Handshake, .. ModelTrouble.InSession] },
        new("a message is binary", new BinaryFault()),
        new("an event has an unknown type", new UnknownEventFault()),
        new("an event is far too long", new OversizedFault(200_000)),
        new("messages come in small pieces", new FragmentFault(61)),
        new("messages come twice", new RepeatFault()),
        new("messages come late", new StallFault(TimeSpan.FromMilliseconds(400))),
    ];

    private static IEnumerable<ModelTrouble> Errors() =>
    [
        .. Complaints.Select(code => new ModelTrouble($"error {code}", new ErrorEventFault(code))),
        new("error session_expired", new ErrorEventFault("session_expired")),
        .. Final.Select(
            code => new ModelTrouble($"error {code}", new ErrorEventFault(code)) { Outcome = CallOutcome.ModelRefused, Phases = Alive }),
        .. Failures.Select(
            code => new ModelTrouble($"a response fails with {code}", new FailResponseFault(code)) { Phases = AtAnswer }),
        new("a response fails with insufficient_quota", new FailResponseFault("insufficient_quota"))
        {
            Outcome = CallOutcome.ModelRefused,
            Phases = AtAnswer,
        },
    ];

    private static ModelTrouble Refusal(int status) =>
        new($"the upgrade is refused with {status}") { First = Handshake.Refuse(status), Phases = AtHandshake };
}
