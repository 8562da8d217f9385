namespace AgenticAi.Conversations;

/// <summary>What has to be done outside for wishes and commands.</summary>
internal static class WorkEffects
{
    /// <summary>The effect of an event, judged on the state after all events of the decision; null when it has none.</summary>
    public static ConversationEffect? Of(ConversationState state, ConversationEvent happened) => happened switch
    {
        EarlierCallsRecalled { Commands.Length: > 0 } e => new RemindModel(e.Commands),
        IntentAsked e => Analyze(state, e.ItemId),
        CommandStarted e => new RunCommand(e.CommandId, JobOf(state, e.CommandId), ConversationMemory.Of(state)),
        CommandJoined { CallId: not null } e => OutputOf(state, e.CommandId),
        CommandFailed e => OutputOf(state, e.CommandId),
        CommandTimedOut e => OutputOf(state, e.CommandId),
        CommandRefused e => OutputOf(state, e.CommandId),
        CommandCancelled e => new StopCommand(e.CommandId, CallOf(state, JobOf(state, e.CommandId))),
        _ => null,
    };

    /// <summary>What was under way when the process stopped and may be done again without harm.</summary>
    public static IEnumerable<ConversationEffect> Outstanding(ConversationState state) =>
        state.Work.OpenIntents.Order(StringComparer.Ordinal).Select(item => Analyze(state, item));

    public static ConversationEffect SpeechOf(ConversationState state, SpeechRequested request) =>
        request.Source == SpeechSources.Agent && Running.JobOfAnswer(state, request.Id) is { } job
            ? new SpeakAnswer(request.Id, job.Text, request.Text, CallOf(state, job))
            : new Speak(request.Id, request.Text, request.Source);

    private static AnalyzeIntent Analyze(ConversationState state, string itemId) =>
        new(itemId, new IntentQuestion(state.Items[itemId].Text ?? "", ConversationMemory.Of(state, before: itemId)));

    private static GiveOutput? OutputOf(ConversationState state, string commandId)
    {
        Job job = JobOf(state, commandId);
        return job.IsOpen || CallOf(state, job) is not { } call ? null : new GiveOutput(call, job.Status, job.Answer);
    }

    /// <summary>The function call that waits for the job's outcome; null when the session that made it is gone.</summary>
    private static string? CallOf(ConversationState state, Job job) => job.CallSession == state.ModelSessions.Count ? job.CallId : null;

    private static Job JobOf(ConversationState state, string commandId) => state.Work.Jobs[commandId];
}
