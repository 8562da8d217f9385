using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>
/// What a call that comes back was before: whether it may go on at all, what its next run has to keep to, and what its brain has to be
/// told. Of the process or the run before, nothing but the journal is needed.
/// </summary>
internal sealed class CallPast(IConversationBrain brain, CallServices services)
{
    /// <summary>Nobody restarts a server that often in one call; what breaks so often would only go on to be paid for.</summary>
    private const int MostStreams = 20;

    private const string Broken = "the stream before it broke";

    private readonly TaskCompletionSource<Comeback> _judged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConversationState? _state;

    /// <summary>Completes with <see cref="Comeback.GoesOn"/>, <see cref="Comeback.Begins"/>, or why neither can be.</summary>
    public Task<Comeback> Judged => _judged.Task;

    /// <summary>Why it was not taken; null when it was, or while that is not known.</summary>
    public Comeback? Refusal => Judged is { IsCompletedSuccessfully: true, Result: var judged and not (Comeback.GoesOn or Comeback.Begins) }
        ? judged
        : null;

    /// <summary>Reads the journal. Returns why the call ends here and now; null when it goes on or begins.</summary>
    public async Task<CallEnd?> RecallAsync()
    {
        CallEnd? end;
        Comeback comeback;
        try
        {
            _state = await brain.Recovered.WaitAsync(services.Options.RecallTimeout, services.Time);
            (comeback, end) = Judge(_state);
        }
        catch (Exception error)
        {
            // The brain has logged it.
            (comeback, end) = (Comeback.Forgotten, new CallEnd(CallEndReason.OurFault, $"the journal did not tell of it: {error.Message}"));
        }

        _judged.SetResult(comeback);
        return end;
    }

    /// <summary>
    /// What becomes of a call that no owner knows any more: <see cref="Comeback.Over"/>, <see cref="Comeback.Failed"/>, or
    /// <see cref="Comeback.Forgotten"/>; null when its conversation has no end in the journal.
    /// </summary>
    public static async Task<Comeback?> AfterEndAsync(string callSid, CallServices services, ILogger logger)
    {
        try
        {
            return await EndOfAsync(callSid, services.Archive).WaitAsync(services.Options.RecallTimeout, services.Time) switch
            {
                null => null,
                { Reason.Known: { } reason } => reason.IsFailure() ? Comeback.Failed : Comeback.Over,
                { } end => throw new UnknownEventException($"Its end reason '{end.Reason}' is not known to this version."),
            };
        }
        catch (Exception error)
        {
            logger.EndNotRead(callSid, error.Message);
            return Comeback.Forgotten;
        }
    }

    /// <summary>What the next stream has to keep to.</summary>
    public StreamContext NextStream => _state is { StartedAt: { } startedAt } state
        ? new StreamContext(state.StreamSids.Count + 1, services.Time.GetUtcNow() - startedAt)
        : StreamContext.First;

    /// <summary>Tells the brain of the new stream, and of what did not survive the old one.</summary>
    /// <returns>False when there is nothing to go on from.</returns>
    public bool TellResumed(string streamSid)
    {
        if (_state?.Started is null) return false;
        brain.TryTell(new ResumeConversation(streamSid, Broken));
        brain.TryTell(new LoseModel(Broken));
        foreach (SpeechRequested request in _state.PendingSpeech.Values)
        {
            if (SpeechRequest.IsOfTheMoment(request.Source)) brain.TryTell(new ReportSpeech(request.Id, SpeechOutcome.Dropped(Broken)));
        }

        return true;
    }

    private static async Task<ConversationEnded?> EndOfAsync(string callSid, IConversationArchive journal)
    {
        await foreach (JournaledEvent stored in journal.ReadAsync(callSid, afterSequence: 0, CancellationToken.None))
            if (stored.Event is ConversationEnded end) return end;
        return null;
    }

    private static (Comeback Comeback, CallEnd? End) Judge(ConversationState state) => state.Status switch
    {
        ConversationStatus.NotStarted => (Comeback.Begins, null),
        ConversationStatus.Ended => (Comeback.Over, new CallEnd(CallEndReason.CallerRefused, "the conversation is over")),
        _ when state.StreamSids.Count >= MostStreams =>
            (Comeback.BrokenTooOften, new CallEnd(CallEndReason.CallerLineLost, $"its stream broke {MostStreams} times")),
        _ => (Comeback.GoesOn, null),
    };
}
