using System.Text.Json.Serialization;

namespace AgenticAi.Conversations;

/// <summary>
/// Strict on purpose: a missing, unknown or null property that should not be is an error, because a history that is read
/// with guesses replays to another state. Nulls are written, so that a shape has the same properties every time.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters =
    [
        typeof(CallDirectionConverter), typeof(ItemRoleConverter), typeof(IntentKindConverter), typeof(CommandRoadConverter),
        typeof(CommandStatusConverter), typeof(HoldReasonConverter), typeof(JobsAtHangUpConverter), typeof(CostSourceConverter),
        typeof(BudgetScopeConverter), typeof(EndReasonConverter),
    ])]
[JsonSerializable(typeof(ConversationStarted))]
[JsonSerializable(typeof(ConversationResumed))]
[JsonSerializable(typeof(ItemPlaced))]
[JsonSerializable(typeof(CallerSpeechStarted))]
[JsonSerializable(typeof(CallerSpeechStopped))]
[JsonSerializable(typeof(CallerSaid))]
[JsonSerializable(typeof(CallerUnintelligible))]
[JsonSerializable(typeof(AssistantTranscribed))]
[JsonSerializable(typeof(AssistantPlayed))]
[JsonSerializable(typeof(AssistantSaid))]
[JsonSerializable(typeof(DigitPressed))]
[JsonSerializable(typeof(SpeechRequested))]
[JsonSerializable(typeof(SpeechSpoken))]
[JsonSerializable(typeof(SpeechDropped))]
[JsonSerializable(typeof(ModelConnected))]
[JsonSerializable(typeof(ModelLost))]
[JsonSerializable(typeof(UsageReported))]
[JsonSerializable(typeof(UsageReportedV1))]
[JsonSerializable(typeof(TranscriptUsageReported))]
[JsonSerializable(typeof(PolicyAdopted))]
[JsonSerializable(typeof(CostReported))]
[JsonSerializable(typeof(BudgetWarned))]
[JsonSerializable(typeof(BudgetExceeded))]
[JsonSerializable(typeof(ProblemNoted))]
[JsonSerializable(typeof(ConversationEnded))]
[JsonSerializable(typeof(EarlierCallsRecalled))]
[JsonSerializable(typeof(IntentAsked))]
[JsonSerializable(typeof(IntentRecognised))]
[JsonSerializable(typeof(IntentFailed))]
[JsonSerializable(typeof(IntentSetAside))]
[JsonSerializable(typeof(CommandRequested))]
[JsonSerializable(typeof(CommandJoined))]
[JsonSerializable(typeof(CommandHeld))]
[JsonSerializable(typeof(CommandConfirmed))]
[JsonSerializable(typeof(CommandStarted))]
[JsonSerializable(typeof(CommandDelayed))]
[JsonSerializable(typeof(CommandCompleted))]
[JsonSerializable(typeof(CommandFailed))]
[JsonSerializable(typeof(CommandTimedOut))]
[JsonSerializable(typeof(CommandCancelled))]
[JsonSerializable(typeof(CommandRefused))]
[JsonSerializable(typeof(CallerAuthorised))]
[JsonSerializable(typeof(PinRejected))]
internal sealed partial class ConversationEventJsonContext : JsonSerializerContext;
