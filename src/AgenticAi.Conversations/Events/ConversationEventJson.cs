using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AgenticAi.Conversations;

/// <summary>
/// How events are stored: a short stable name, the version of the shape, and the properties as a JSON object (UTF-8).
/// </summary>
public static class ConversationEventJson
{
    // Read by us and by people with a database tool, never embedded in HTML: words stay readable in every language.
    private static readonly ConversationEventJsonContext Context = new(
        new JsonSerializerOptions(ConversationEventJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly EventShape[] Shapes =
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
    ];

    // Shapes that are not written any more and stay readable for good.
    private static readonly FrozenDictionary<(string Name, int Version), JsonTypeInfo> Former =
        new Dictionary<(string, int), JsonTypeInfo> { [("usage-reported", 1)] = Context.UsageReportedV1 }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, EventShape> ByType = Shapes.ToFrozenDictionary(shape => shape.Json.Type);
    private static readonly FrozenDictionary<string, EventShape> ByName = Shapes.ToFrozenDictionary(shape => shape.Name);

    /// <summary>The stored name of a kind of event.</summary>
    public static string NameOf<TEvent>()
        where TEvent : ConversationEvent => ByType[typeof(TEvent)].Name;

    /// <summary>The stored form of an event.</summary>
    public static StoredEvent Write(ConversationEvent conversationEvent)
    {
        EventShape shape = ByType[conversationEvent.GetType()];
        return new StoredEvent(shape.Name, shape.Version, JsonSerializer.SerializeToUtf8Bytes(conversationEvent, shape.Json));
    }

    /// <summary>The event of a stored form.</summary>
    /// <exception cref="UnknownEventException">Name, version or a property is not known, or the JSON is no such event.</exception>
    public static ConversationEvent Read(string name, int version, ReadOnlySpan<byte> json)
    {
        if (!ByName.TryGetValue(name, out EventShape? shape))
            throw new UnknownEventException($"The journal holds an event '{name}', which this version does not know.");
        JsonTypeInfo? type = version == shape.Version ? shape.Json : Former.GetValueOrDefault((name, version));
        if (type is null)
        {
            throw new UnknownEventException(
                $"The journal holds version {version} of the event '{name}'; this version knows version {shape.Version}.");
        }

        try
        {
            object? read = JsonSerializer.Deserialize(json, type);
            return (read is IFormerEvent former ? former.Today : (ConversationEvent?)read)
                ?? throw new UnknownEventException($"The journal holds an empty event '{name}'.");
        }
        catch (JsonException exception)
        {
            throw new UnknownEventException(
                $"The journal holds an event '{name}' of a shape this version does not know: {exception.Message}", exception);
        }
    }

    private sealed record EventShape(string Name, int Version, JsonTypeInfo Json);
}
