using System.Text.Json.Serialization;

namespace AgenticAi.Conversations;

/// <summary>As strict as the context of events: a command that is read with guesses is judged as another one.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters =
    [
        typeof(CallDirectionConverter), typeof(ItemRoleConverter), typeof(SpeechOutcomeConverter), typeof(IntentKindConverter),
        typeof(CommandRoadConverter), typeof(CommandStatusConverter), typeof(HoldReasonConverter), typeof(JobsAtHangUpConverter),
        typeof(EndReasonConverter),
    ])]
[JsonSerializable(typeof(StartConversation))]
[JsonSerializable(typeof(ResumeConversation))]
[JsonSerializable(typeof(HearItem))]
[JsonSerializable(typeof(CallerStartsSpeaking))]
[JsonSerializable(typeof(CallerStopsSpeaking))]
[JsonSerializable(typeof(TranscribeCaller))]
[JsonSerializable(typeof(FailTranscription))]
[JsonSerializable(typeof(AssistantTranscript))]
[JsonSerializable(typeof(AssistantHeard))]
[JsonSerializable(typeof(PressDigit))]
[JsonSerializable(typeof(RequestSpeech))]
[JsonSerializable(typeof(ReportSpeech))]
[JsonSerializable(typeof(ConnectModel))]
[JsonSerializable(typeof(LoseModel))]
[JsonSerializable(typeof(ReportUsage))]
[JsonSerializable(typeof(NoteProblem))]
[JsonSerializable(typeof(EndConversation))]
[JsonSerializable(typeof(ReportTranscriptUsage))]
[JsonSerializable(typeof(ReportDaySpending))]
[JsonSerializable(typeof(AdoptPolicy))]
[JsonSerializable(typeof(RecallEarlier))]
[JsonSerializable(typeof(ReportIntent))]
[JsonSerializable(typeof(FailIntent))]
[JsonSerializable(typeof(AskAgent))]
[JsonSerializable(typeof(TryPin))]
[JsonSerializable(typeof(ReportSlow))]
[JsonSerializable(typeof(ReportCommand))]
[JsonSerializable(typeof(NoteRestart))]
internal sealed partial class ConversationCommandJsonContext : JsonSerializerContext;
