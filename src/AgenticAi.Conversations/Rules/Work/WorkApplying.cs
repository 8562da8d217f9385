namespace AgenticAi.Conversations;

/// <summary>What events about wishes and commands change.</summary>
internal static class WorkApplying
{
    /// <summary>The work after an event; null when the event is about something else.</summary>
    public static WorkState? Event(ConversationState state, ConversationEvent happened, DateTimeOffset at)
    {
        WorkState work = state.Work;
        return happened switch
        {
            EarlierCallsRecalled e => work with { Earlier = e.Commands },
            IntentAsked e => work with { AskedIntents = work.AskedIntents.Add(e.ItemId), OpenIntents = work.OpenIntents.Add(e.ItemId) },
            IntentRecognised e => work with { OpenIntents = work.OpenIntents.Remove(e.ItemId) },
            IntentFailed e => work with { OpenIntents = work.OpenIntents.Remove(e.ItemId) },
            IntentSetAside => work,
            CommandRequested e => work with { Jobs = work.Jobs.Add(e.CommandId, JobOf(state, e)) },
            CommandJoined e => work.With(e.CommandId, job => e.CallId is null
                ? job with { CameByTranscript = true }
                : job with { CallId = e.CallId, CallSession = state.ModelSessions.Count }),
            CommandHeld e => work.With(
                e.CommandId, job => job with { Status = CommandStatus.Held, HeldFor = e.Reason, HeldAt = at }),
            CommandConfirmed e => work.With(
                e.CommandId, job => job with { Status = CommandStatus.Requested, HeldFor = null, HeldAt = null, IsConfirmed = true }),
            CommandStarted e => work.With(
                e.CommandId, job => job with { Status = CommandStatus.Running, HeldFor = null, HeldAt = null }),
            CommandDelayed e => work.With(e.CommandId, job => job with { IsDelayed = true }),
            CommandCompleted e =>
                work.Settled(e.CommandId, CommandStatus.Completed).With(e.CommandId, job => job with { Answer = e.Answer }),
            CommandFailed e => work.Settled(e.CommandId, CommandStatus.Failed),
            CommandTimedOut e => work.Settled(e.CommandId, CommandStatus.TimedOut),
            CommandCancelled e => work.Settled(e.CommandId, CommandStatus.Cancelled),
            CommandRefused e => work.Settled(e.CommandId, CommandStatus.Refused),
            CallerAuthorised => work.Released() with { IsAuthorised = true },
            PinRejected e => work with { WrongPins = e.Attempt },
            _ => null,
        };
    }

    private static Job JobOf(ConversationState state, CommandRequested e) =>
        new(e.CommandId, state.Work.Jobs.Count + 1, e.Text, e.Entities, e.UtteranceId)
        {
            CameByTranscript = e.Road is CommandRoad.Transcripts,
            CallId = e.CallId,
            CallSession = state.ModelSessions.Count,
        };
}
