namespace AgenticAi.Conversations;

/// <summary>What each event changes. Nothing is judged here: an event has happened.</summary>
internal static class Applying
{
    public static ConversationState Event(ConversationState state, ConversationEvent happened, DateTimeOffset at) => happened switch
    {
        ConversationStarted e => state with
        {
            Started = e,
            StartedAt = at,
            StreamSids = e.StreamSid is { } streamSid ? state.StreamSids.Add(streamSid) : state.StreamSids,
        },
        ConversationResumed e => state with { StreamSids = state.StreamSids.Add(e.StreamSid) },
        ItemPlaced e => state.With(e.ItemId, e.Role, at, turn => turn with { Placed = true, PreviousItemId = e.PreviousItemId }),
        CallerSpeechStarted e => state.With(e.ItemId, ItemRole.Caller, at, turn => turn with { SpeechStartedMs = e.AtMs }),
        CallerSpeechStopped e => state.With(e.ItemId, ItemRole.Caller, at, turn => turn with { SpeechStoppedMs = e.AtMs }),
        CallerSaid e => state.With(e.ItemId, ItemRole.Caller, at, turn => turn with { Text = e.Text, Complete = true }),
        CallerUnintelligible e => state.With(e.ItemId, ItemRole.Caller, at, turn => turn with { FailureCode = e.Code }),
        AssistantTranscribed e => state.With(
            e.ItemId, ItemRole.Assistant, at, turn => turn with { Text = e.Text, ResponseId = e.ResponseId }),
        AssistantPlayed e => state.With(
            e.ItemId,
            ItemRole.Assistant,
            at,
            turn => turn with { HeardMs = e.HeardMs, HeardText = e.HeardText, Interrupted = e.Interrupted }),
        AssistantSaid e => state.With(e.ItemId, ItemRole.Assistant, at, turn => Said(turn, e)),
        DigitPressed e => state with { Digits = state.Digits + e.Digit },
        SpeechRequested e => state with { PendingSpeech = state.PendingSpeech.Add(e.Id, e) },
        SpeechSpoken e => state.Settle(e.Id),
        SpeechDropped e => state.Settle(e.Id),
        ModelConnected e => state with { Model = e, ModelSessions = state.ModelSessions.Add(e.SessionId) },
        ModelLost => state with { Model = null },
        UsageReported e => state with
        {
            Usage = state.Usage.Plus(e.Tokens),
            ReportedResponses = state.ReportedResponses.Add(e.ResponseId),
        },
        TranscriptUsageReported e => state with { MeteredItems = state.MeteredItems.Add(e.ItemId) },
        CostReported e => state with
        {
            Cost = state.Cost.Plus(e.Source, new Cost(e.Amount, e.IsComplete), e.Currency, DaySpending.DayOf(at)),
        },
        BudgetWarned e => state with { WarnedBudgets = state.WarnedBudgets.Add(e.Scope) },
        BudgetExceeded e => state with { ExceededBudgets = state.ExceededBudgets.Add(e.Scope) },
        PolicyAdopted e => state with { Policy = e.Policy },
        ProblemNoted => state with { Problems = state.Problems + 1 },
        ConversationEnded e => state with { Ended = e, EndedAt = at },
        _ when WorkApplying.Event(state, happened, at) is { } work => state with { Work = work },
        _ => throw new UnknownEventException($"An event of an unknown kind: {happened.GetType().Name}."),
    };

    private static ConversationTurn Said(ConversationTurn turn, AssistantSaid e) => turn with
    {
        Text = e.Text,
        ResponseId = e.ResponseId,
        HeardText = e.HeardText,
        HeardMs = e.HeardMs,
        Interrupted = e.Interrupted,
        Complete = true,
    };

    private static ConversationState With(
        this ConversationState state, string itemId, ItemRole role, DateTimeOffset at, Func<ConversationTurn, ConversationTurn> change)
    {
        ConversationTurn turn = state.Items.GetValueOrDefault(itemId)
            ?? new ConversationTurn(itemId, state.Items.Count, at, role) { Session = state.ModelSessions.Count };
        return state with { Items = state.Items.SetItem(itemId, change(turn)) };
    }

    private static ConversationState Settle(this ConversationState state, string id) => state with
    {
        PendingSpeech = state.PendingSpeech.Remove(id),
        SettledSpeech = state.SettledSpeech.Add(id),
    };
}
