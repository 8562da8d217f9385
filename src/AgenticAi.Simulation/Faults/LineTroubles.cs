using System.Text;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Simulation.Faults;

/// <summary>All that can happen on the caller's side of a call.</summary>
public static class LineTroubles
{
    /// <summary>Nothing is sent or read any more, and nothing says so.</summary>
    public static LineTrouble Silence { get; } = new("the line goes silent", [CallPhase.Stream])
    {
        Outcomes = [CallOutcome.LineLost],
        Faults = new CallFaults { MediaStopsAt = TimeSpan.Zero, ReadingStopsAt = TimeSpan.Zero },
    };

    /// <summary>Where a caller can end a call: whenever the stream is there.</summary>
    private static IReadOnlyList<CallPhase> Talking { get; } =
        [CallPhase.Stream, CallPhase.Greeting, CallPhase.CallerSpeaking, CallPhase.AnswerMade, CallPhase.AnswerPlaying];

    /// <summary>Every trouble once.</summary>
    public static IReadOnlyList<LineTrouble> All { get; } =
    [
        new("the caller hangs up", Talking) { Action = new HangUpAction(), Outcomes = [CallOutcome.CallerHungUp] },
        new("the line breaks", Talking) { Action = new DropAction(), Outcomes = [CallOutcome.LineLost] },
        new("an operator ends the call", Talking) { Outcomes = [CallOutcome.Operator] },
        .. WithoutStream(), .. Nonsense(), Silence,
        new("the webhook is asked twice", [CallPhase.Webhook]) { Faults = new CallFaults { WebhookTwice = true } },
        new("media is missing", [CallPhase.CallerSpeaking])
        {
            Faults = new CallFaults { LostFrames = [new(TimeSpan.FromMilliseconds(100), 5), new(TimeSpan.FromMilliseconds(600), 3)] },
        },
        new("media stops in mid-word", [CallPhase.CallerSpeaking])
        {
            Faults = new CallFaults { MediaStopsAt = TimeSpan.FromMilliseconds(300) },
        },
        new("marks never come back", [CallPhase.Greeting]) { Faults = new CallFaults { MarksLost = true } },
        // Who reads nothing answers no ping either: without media, that is what a dead line looks like.
        new("Twilio does not read", [CallPhase.Greeting])
        {
            Faults = new CallFaults { ReadingStopsAt = TimeSpan.FromMilliseconds(100) },
            Outcomes = [CallOutcome.CallerHungUp, CallOutcome.AgentHungUp, CallOutcome.LineLost],
        },
    ];

    /// <summary>Calls that have no stream, or one that may not come in: Twilio reports their end.</summary>
    private static IEnumerable<LineTrouble> WithoutStream() =>
    [
        Streamless("the stream leads nowhere", new CallFaults { StreamUrl = url => new Uri(url, "/nowhere") }),
        Streamless("the stream has a wrong signature", new CallFaults { StreamSignature = SignatureFault.Wrong }),
        Streamless("the stream never starts", new CallFaults { NeverStart = true }),
        Streamless("the stream has no token", new CallFaults { Parameters = _ => new Dictionary<string, string>() }),
        Streamless("the stream has a wrong token", new CallFaults { Parameters = Spoilt }),
        Streamless("the stream names another call", new CallFaults { CallSidInStart = "CA" + new string('0', 32) }),
        new("the caller is gone before the webhook answers", [CallPhase.Webhook])
        {
            GivesUp = true,
            Outcomes = [CallOutcome.CallerHungUp, CallOutcome.LineLost],
        },
    ];

    private static IEnumerable<LineTrouble> Nonsense() =>
    [
        Sending("a message is no JSON", "{\"event\":"u8, binary: false),
        Sending("a message is binary", [1, 2, 3], binary: true),
        Sending("a message is far too long", Encoding.UTF8.GetBytes(new string(' ', 100_000)), binary: false),
        Sending("an event has an unknown type", "{\"event\":\"hologram\"}"u8, binary: false),
        Sending("a mark comes that nobody sent", "{\"event\":\"mark\",\"mark\":{\"name\":\"unknown\"}}"u8, binary: false),
        new("messages come in small pieces", [CallPhase.CallerSpeaking]) { Faults = new CallFaults { FragmentBytes = 61 } },
    ];

    private static LineTrouble Streamless(string name, CallFaults faults) =>
        new(name, [CallPhase.Stream]) { Faults = faults, Outcomes = [CallOutcome.CallerHungUp] };

    private static LineTrouble Sending(string name, ReadOnlySpan<byte> message, bool binary) => new(name, [CallPhase.CallerSpeaking])
    {
        Faults = new CallFaults { Messages = [new InjectedMessage(TimeSpan.FromMilliseconds(100), message.ToArray(), binary)] },
    };

    private static Dictionary<string, string> Spoilt(IReadOnlyDictionary<string, string> parameters) =>
        parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value + "x");
}
