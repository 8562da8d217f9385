using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticAi.Conversations;

/// <summary>
/// How events are stored: a short stable name, the version of the shape, and the properties as a JSON object (UTF-8).
/// </summary>
public static class ConversationEventJson
{
    // Read by us and by people with a database tool, never embedded in HTML: words stay readable in every language.
    private static readonly ConversationEventJsonContext Context = new(
        new JsonSerializerOptions(ConversationEventJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly StoredShape[] Shapes =
    [
        new("conversation-started", 1, Context.ConversationStarted),
        new("conversation-resumed", 1, Context.ConversationResumed),
        new("item-placed", 1, Context.ItemPlaced),
        new("caller-speech-started", 1, Context.CallerSpeechStarted),
        new("caller-speech-stopped", 1, Context.CallerSpeechStopped),
        new("caller-said", 1, Context.CallerSaid),
        new("caller-unintelligible", 1, Context.CallerUnintelligible),
        new("assistant-transcribed", 1, Context.AssistantTranscribed),
        new("assistant-played", 1, Context.AssistantPlayed),
        new("assistant-said", 1, Context.AssistantSaid),
        new("digit-pressed", 1, Context.DigitPressed),
        new("speech-requested", 1, Context.SpeechRequested),
        new("speech-spoken", 1, Context.SpeechSpoken),
        new("speech-dropped", 1, Context.SpeechDropped),
        new("model-connected", 1, Context.ModelConnected),
        new("model-lost", 1, Context.ModelLost),
        new("usage-reported", 2, Context.UsageReported),
        new("transcript-usage-reported", 1, Context.TranscriptUsageReported),
        new("policy-adopted", 1, Context.PolicyAdopted),
        new("cost-reported", 1, Context.CostReported),
        new("budget-warned", 1, Context.BudgetWarned),
        new("budget-exceeded", 1, Context.BudgetExceeded),
        new("problem-noted", 1, Context.ProblemNoted),
        new("conversation-ended", 1, Context.ConversationEnded),
        new("earlier-calls-recalled", 1, Context.EarlierCallsRecalled),
        new("intent-asked", 1, Context.IntentAsked),
        new("intent-recognised", 1, Context.IntentRecognised),
        new("intent-failed", 1, Context.IntentFailed),
        new("intent-set-aside", 1, Context.IntentSetAside),
        new("command-requested", 1, Context.CommandRequested),
        new("command-joined", 1, Context.CommandJoined),
        new("command-held", 1, Context.CommandHeld),
        new("command-confirmed", 1, Context.CommandConfirmed),
        new("command-started", 1, Context.CommandStarted),
        new("command-delayed", 1, Context.CommandDelayed),
        new("command-completed", 1, Context.CommandCompleted),
        new("command-failed", 1, Context.CommandFailed),
        new("command-timed-out", 1, Context.CommandTimedOut),
        new("command-cancelled", 1, Context.CommandCancelled),
        new("command-refused", 1, Context.CommandRefused),
        new("caller-authorised", 1, Context.CallerAuthorised),
        new("pin-rejected", 1, Context.PinRejected),
    ];

    // Shapes that are not written any more and stay readable for good.
    private static readonly StoredShape[] Former = [new("usage-reported", 1, Context.UsageReportedV1)];

    private static readonly StoredShapes<ConversationEvent> Stored = new(
        "an", "event", Shapes, static (message, cause) => new UnknownEventException(message, cause), Former);

    /// <summary>The stored name of a kind of event.</summary>
    public static string NameOf<TEvent>()
        where TEvent : ConversationEvent => Stored.NameOf(typeof(TEvent));

    /// <summary>The stored form of an event.</summary>
    public static StoredEvent Write(ConversationEvent conversationEvent)
    {
        (string name, int version, byte[] json) = Stored.Write(conversationEvent);
        return new StoredEvent(name, version, json);
    }

    /// <summary>The event of a stored form.</summary>
    /// <exception cref="UnknownEventException">Name, version or a property is not known, or the JSON is no such event.</exception>
    public static ConversationEvent Read(string name, int version, ReadOnlySpan<byte> json) => Stored.Read(name, version, json);
}
