using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>Which events follow from a command. Facts are taken whenever they come, once; contradictions change nothing.</summary>
internal static class Deciding
{
    public static Steps Of(ConversationState state, ConversationCommand command, DateTimeOffset at)
    {
        var steps = new Steps(state, at);
        if (!WorkDeciding.TryDecide(steps, command)) steps.Add(Facts(state, command));
        if (steps.Events is [CallerSaid said]) Understanding.Ask(steps, said.ItemId, said.Text);
        return steps;
    }

    private static ImmutableArray<ConversationEvent> Facts(ConversationState state, ConversationCommand command) => command switch
    {
        StartConversation c => When(
            state.Started is null, new ConversationStarted(c.CallSid, c.StreamSid, c.Direction, c.From, c.To, c.Settings)),
        ResumeConversation c => When(
            state.Status is ConversationStatus.Active && !state.StreamSids.Contains(c.StreamSid),
            new ConversationResumed(c.StreamSid, c.Reason)),
        HearItem c => When(
            !RestoredItems.Includes(c.ItemId) && state.Item(c.ItemId) is not { Placed: true },
            new ItemPlaced(c.ItemId, c.PreviousItemId, c.Role)),
        CallerStartsSpeaking c => When(
            state.MayBeCaller(c.ItemId) && state.Item(c.ItemId)?.SpeechStartedMs is null, new CallerSpeechStarted(c.ItemId, c.AtMs)),
        CallerStopsSpeaking c => When(
            state.MayBeCaller(c.ItemId) && state.Item(c.ItemId)?.SpeechStoppedMs is null, new CallerSpeechStopped(c.ItemId, c.AtMs)),
        TranscribeCaller c => When(
            state.MayBeCaller(c.ItemId) && state.Item(c.ItemId)?.Text is null,
            new CallerSaid(c.ItemId, c.Text, state.Item(c.ItemId)?.PreviousItemId)),
        FailTranscription c => When(
            state.MayBeCaller(c.ItemId) && state.Item(c.ItemId) is not ({ Text: not null } or { FailureCode: not null }),
            new CallerUnintelligible(c.ItemId, c.Code)),
        AssistantTranscript c => Transcribed(state, c),
        AssistantHeard c => Heard(state, c),
        PressDigit c => [new DigitPressed(c.Digit)],
        RequestSpeech c => Requested(state, c),
        ReportSpeech c => When(state.PendingSpeech.ContainsKey(c.Id), Settled(c)),
        ConnectModel c => When(!state.ModelSessions.Contains(c.SessionId), new ModelConnected(c.SessionId, c.Model)),
        LoseModel c => state.Model is { } session && (c.SessionId ?? session.SessionId) == session.SessionId
            ? [new ModelLost(session.SessionId, c.Reason)]
            : [],
        ReportUsage c => When(!state.ReportedResponses.Contains(c.ResponseId), new UsageReported(c.ResponseId, c.Tokens)),
        ReportTranscriptUsage c => When(!state.MeteredItems.Contains(c.ItemId), new TranscriptUsageReported(c.ItemId, c.Usage)),
        ReportDaySpending => [],
        AdoptPolicy c => When(
            state.Policy == ConversationPolicy.None && c.Policy != ConversationPolicy.None, new PolicyAdopted(c.Policy)),
        NoteProblem c => [new ProblemNoted(c.Code, c.Message)],
        EndConversation c => state.Ended is null ? [.. Closing.LeftOpen(state), new ConversationEnded(c.Reason, c.Detail)] : [],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "A command of an unknown kind."),
    };

    /// <summary>An effect follows from a stored request, unless the same decision already settles it.</summary>
    public static ImmutableArray<ConversationEffect> Effects(Steps steps) =>
        [.. steps.Events.Select(happened => EffectOf(steps.State, happened)).OfType<ConversationEffect>()];

    private static ConversationEffect? EffectOf(ConversationState state, ConversationEvent happened) => happened is SpeechRequested request
        ? state.PendingSpeech.ContainsKey(request.Id) ? WorkEffects.SpeechOf(state, request) : null
        : WorkEffects.Of(state, happened);

    private static ImmutableArray<ConversationEvent> Transcribed(ConversationState state, AssistantTranscript c)
    {
        ConversationTurn? item = state.Item(c.ItemId);
        if (item is not (null or { Role: ItemRole.Assistant, Text: null })) return [];
        if (item is { HeardMs: { } heardMs })
            return [new AssistantSaid(c.ItemId, c.ResponseId, c.Text, item.HeardText, heardMs, item.Interrupted)];
        return state.Ended is null
            ? [new AssistantTranscribed(c.ItemId, c.ResponseId, c.Text)]
            : [Closing.Unheard(c.ItemId, c.ResponseId, c.Text)];
    }

    private static ImmutableArray<ConversationEvent> Heard(ConversationState state, AssistantHeard c)
    {
        ConversationTurn? item = state.Item(c.ItemId);
        if (item is not (null or { Role: ItemRole.Assistant, Complete: false, HeardMs: null })) return [];
        long heardMs = Math.Max(0, c.HeardMs);
        return item is { Text: { } text, ResponseId: { } responseId }
            ? [new AssistantSaid(c.ItemId, responseId, text, c.HeardText, heardMs, c.Interrupted)]
            : [new AssistantPlayed(c.ItemId, heardMs, c.HeardText, c.Interrupted)];
    }

    private static ImmutableArray<ConversationEvent> Requested(ConversationState state, RequestSpeech c)
    {
        if (state.PendingSpeech.ContainsKey(c.Id) || state.SettledSpeech.Contains(c.Id)) return [];
        var request = new SpeechRequested(c.Id, c.Text, c.Source);
        return state.Ended is null ? [request] : [request, new SpeechDropped(c.Id, ConversationRules.EndedBeforeSpeech)];
    }

    private static ConversationEvent Settled(ReportSpeech c) =>
        c.Outcome.DropReason is { } reason ? new SpeechDropped(c.Id, reason) : new SpeechSpoken(c.Id);

    private static ImmutableArray<ConversationEvent> When(bool news, ConversationEvent happened) => news ? [happened] : [];

    private static ConversationTurn? Item(this ConversationState state, string itemId) => state.Items.GetValueOrDefault(itemId);

    private static bool MayBeCaller(this ConversationState state, string itemId) =>
        state.Item(itemId) is null or { Role: ItemRole.Caller };
}
