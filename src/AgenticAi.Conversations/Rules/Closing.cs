namespace AgenticAi.Conversations;

/// <summary>What has to be said of everything that is open when a conversation ends, so that nothing known is lost.</summary>
internal static class Closing
{
    public static IEnumerable<ConversationEvent> LeftOpen(ConversationState state)
    {
        foreach (ConversationTurn turn in TurnOrder.Of(state.Items.Values))
        {
            if (turn.Role is ItemRole.Assistant && turn is { Complete: false, Text: { } text, ResponseId: { } responseId })
                yield return Unheard(turn.ItemId, responseId, text);
            else if (SpokeWithoutWords(turn))
                yield return new CallerUnintelligible(turn.ItemId, ConversationRules.EndedBeforeWords);
        }

        foreach (ConversationEvent cancelled in Running.LeftOpen(state)) yield return cancelled;

        foreach (string id in state.PendingSpeech.Keys.Order(StringComparer.Ordinal))
            yield return new SpeechDropped(id, ConversationRules.EndedBeforeSpeech);
    }

    /// <summary>Said, cut by the end, and nobody reported how much of it was heard.</summary>
    public static AssistantSaid Unheard(string itemId, string responseId, string text) =>
        new(itemId, responseId, text, HeardText: null, HeardMs: null, Interrupted: true);

    // A caller's item without speech is a text somebody gave the model; no transcription is owed for it.
    private static bool SpokeWithoutWords(ConversationTurn turn) =>
        turn is { Role: ItemRole.Caller, Text: null, FailureCode: null }
        && (turn.SpeechStartedMs is not null || turn.SpeechStoppedMs is not null);
}
