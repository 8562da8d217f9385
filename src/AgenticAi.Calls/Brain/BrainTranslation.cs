using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Brain;

/// <summary>What the legs report, in the brain's words. Items that are heard are told by turn-taking, which alone knows.</summary>
internal static class BrainTranslation
{
    /// <summary>The command for an input of either leg, or null when the brain need not know.</summary>
    public static ConversationCommand? Of(TurnInput input) => input switch
    {
        ModelReady ready => new ConnectModel(ready.SessionId, ready.Model),
        ModelGone gone => new LoseModel(gone.Why, gone.SessionId),
        CallerDigit key => new PressDigit(key.Digit),
        ModelEvent { Event: { } sent } => Of(sent),
        _ => null,
    };

    private static ConversationCommand? Of(ServerEvent sent) => sent switch
    {
        SpeechStarted started => new CallerStartsSpeaking(started.ItemId, started.AudioStartMs),
        SpeechStopped stopped => new CallerStopsSpeaking(stopped.ItemId, stopped.AudioEndMs),
        ConversationItemAdded added when !RestoredItems.Includes(added.Item.Id) => new HearItem(added.Item.Id, added.PreviousItemId, RoleOf(added.Item)),
        InputTranscriptionCompleted completed => new TranscribeCaller(completed.ItemId, completed.Transcript),
        InputTranscriptionFailed failed => new FailTranscription(failed.ItemId, failed.Code ?? "transcription_failed"),
        OutputTranscriptDone spoken => new AssistantTranscript(spoken.ItemId, spoken.ResponseId, spoken.Transcript),
        ErrorReceived error when IsProblem(error) => new NoteProblem(RealtimeErrors.CodeOf(error), error.Message),
        _ => null,
    };

    private static bool IsProblem(ErrorReceived error) =>
        RealtimeErrors.Classify(error) is not (RealtimeErrorKind.Benign or RealtimeErrorKind.Wait);

    private static ItemRole RoleOf(ConversationItem item) => item.Role switch
    {
        ItemRoles.User => ItemRole.Caller,
        ItemRoles.Assistant => ItemRole.Assistant,
        ItemRoles.System => ItemRole.System,
        _ => ItemRole.Function,
    };
}
