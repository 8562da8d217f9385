namespace AgenticAi.Conversations;

/// <summary>
/// Puts what was said (in the order of the conversation) and what else happened (in the order of time) into one list.
/// A turn never stands before the turn it follows, even if its first report came earlier.
/// </summary>
internal static class ReportTimeline
{
    public static IReadOnlyList<ReportEntry> Of(ConversationState state, IReadOnlyList<JournaledEvent> events)
    {
        DateTimeOffset start = events[0].At;
        Dictionary<string, string> outcomes = Outcomes(events);
        IEnumerable<ReportEntry> happened = events
            .Select(entry => Happened(entry, Since(start, entry.At), outcomes))
            .OfType<ReportEntry>();
        return [.. Spoken(state, start).Concat(happened).OrderBy(entry => entry.AtMs)];
    }

    private static IEnumerable<ReportEntry> Spoken(ConversationState state, DateTimeOffset start)
    {
        long at = 0;
        foreach (ConversationTurn turn in state.Turns)
        {
            if (turn is { Text: null, FailureCode: null, HeardMs: null or 0 }) continue;
            at = Math.Max(at, Since(start, turn.FirstKnownAt));
            yield return new ReportEntry
            {
                AtMs = at,
                Kind = turn.Role is ItemRole.Caller ? "caller" : "assistant",
                Id = turn.ItemId,
                Text = turn.Text,
                HeardText = turn.HeardText,
                HeardMs = turn.HeardMs,
                Interrupted = turn.Interrupted,
                Outcome = turn.Text is null ? turn.FailureCode : null,
            };
        }
    }

    private static ReportEntry? Happened(JournaledEvent entry, long atMs, Dictionary<string, string> outcomes) => entry.Event switch
    {
        ConversationResumed e => Entry<ConversationResumed>(atMs, e.Reason, e.StreamSid),
        DigitPressed e => Entry<DigitPressed>(atMs, e.Digit),
        SpeechRequested e => Entry<SpeechRequested>(atMs, e.Text, e.Id) with { Outcome = outcomes.GetValueOrDefault(e.Id, "pending") },
        ModelConnected e => Entry<ModelConnected>(atMs, e.Model, e.SessionId),
        ModelLost e => Entry<ModelLost>(atMs, e.Reason, e.SessionId),
        BudgetWarned e => Entry<BudgetWarned>(atMs, ReportCost.Of(e.Spent, e.Limit, e.Currency), ReportCost.Of(e.Scope)),
        BudgetExceeded e => Entry<BudgetExceeded>(atMs, ReportCost.Of(e.Spent, e.Limit, e.Currency), ReportCost.Of(e.Scope)),
        ProblemNoted e => Entry<ProblemNoted>(atMs, e.Message, e.Code),
        // Shown as turns.
        ItemPlaced or CallerSpeechStarted or CallerSpeechStopped or CallerSaid or CallerUnintelligible
            or AssistantTranscribed or AssistantPlayed or AssistantSaid => null,
        // Shown with the request to speak.
        SpeechSpoken or SpeechDropped => null,
        // Shown above and below the lines.
        ConversationStarted or PolicyAdopted or UsageReported or TranscriptUsageReported or CostReported or ConversationEnded => null,
        _ => ReportWork.Of(entry.Event, atMs),
    };

    internal static ReportEntry Entry<TEvent>(long atMs, string text, string? id = null)
        where TEvent : ConversationEvent =>
        new() { AtMs = atMs, Kind = ConversationEventJson.NameOf<TEvent>(), Text = text, Id = id };

    private static Dictionary<string, string> Outcomes(IReadOnlyList<JournaledEvent> events)
    {
        Dictionary<string, string> outcomes = [];
        foreach (JournaledEvent entry in events)
        {
            if (entry.Event is SpeechSpoken spoken) outcomes[spoken.Id] = "spoken";
            if (entry.Event is SpeechDropped dropped) outcomes[dropped.Id] = dropped.Reason;
        }

        return outcomes;
    }

    private static long Since(DateTimeOffset start, DateTimeOffset at) => (long)(at - start).TotalMilliseconds;
}
