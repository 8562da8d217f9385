using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Conversations;

/// <summary>The loop of a brain: take what is ready, decide, store, show the state, perform the effects.</summary>
/// <remarks>
/// What is ready is stored in one append. Deciding ahead of the journal changes nothing: a decision depends on the state and the
/// command alone, and state and effects appear only after the append, in order.
/// </remarks>
internal sealed class BrainLoop(
    string conversationId,
    Mailbox mailbox,
    ConversationHistory history,
    IConversationEffects effects,
    BrainCounters counters,
    int maxBatch,
    TimeProvider time,
    ILogger logger)
{
    private const string NotStarted = "it could not be started";
    private readonly TaskCompletionSource<ConversationState> _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConversationState _state = ConversationState.New(conversationId);
    private CancellationToken _stop;
    private int _inHand;

    // Once the journal has lost events, commands are judged on more than it can rebuild, so they cannot be judged again from it.
    private bool _remembersMore;

    public ConversationState State => Volatile.Read(ref _state);

    /// <summary>Told after each append, on this loop.</summary>
    public StateWatch Watch { get; } = new();

    /// <summary>The state the brain began with, once it is read.</summary>
    public Task<ConversationState> Recovered => _recovered.Task;

    public async Task RunAsync(CancellationToken stop)
    {
        _stop = stop;
        try
        {
            await RecoverAsync();
            _recovered.SetResult(State);
            Watch.OnState(State);
            if (State.Sequence > 0) BrainLog.Continued(logger, conversationId, State.Sequence);
            await PerformAsync(ConversationRules.Outstanding(State));
            if (State.Work.IsBusy) await TakeOverAsync();
            while (await mailbox.WaitAsync(stop))
            {
                IReadOnlyList<Told> ready = mailbox.TakeReady(maxBatch);
                _inHand = ready.Count;
                await HandleAsync(ready);
            }
        }
        catch (Exception exception) when (stop.IsCancellationRequested)
        {
            var unavailable = new JournalUnavailableException(
                "The journal stayed away until the conversation had to be closed.", exception);
            GiveUp(unavailable);
            throw unavailable;
        }
        catch (Exception exception)
        {
            GiveUp(exception);
            throw;
        }
    }

    /// <summary>What another process had under way has no outcome, and will have none.</summary>
    private async Task TakeOverAsync()
    {
        _inHand++;
        await HandleAsync([new Told(new NoteRestart(), time.GetUtcNow(), OnKeptPlace: false)]);
    }

    private void GiveUp(Exception exception)
    {
        mailbox.Close();
        int lost = _inHand + mailbox.TakeReady(int.MaxValue).Count;
        counters.Lost(lost);
        counters.Stopped(exception.Message);
        BrainLog.Stopped(logger, exception, conversationId, lost);
        // Read at once: it may be that nobody waits for it.
        if (_recovered.TrySetException(exception)) _ = _recovered.Task.Exception;
    }

    private async Task RecoverAsync()
    {
        Volatile.Write(ref _state, await history.LoadAsync(_stop));
        _remembersMore = false;
    }

    private async Task HandleAsync(IReadOnlyList<Told> commands)
    {
        BatchDecision decision;
        try
        {
            decision = await StoreAsync(commands);
        }
        catch (Exception exception) when (!_stop.IsCancellationRequested)
        {
            await RebuildAsync(exception);
            await HandleFailedAsync(commands, exception);
            return;
        }

        _inHand -= commands.Count;
        foreach (JudgedCommand ignored in decision.Commands.Where(command => command.Events == 0))
        {
            counters.Ignored();
            BrainLog.Ignored(logger, conversationId, ignored.Command.GetType().Name);
        }

        await PerformAsync(decision.Effects);
    }

    private async Task RebuildAsync(Exception cause)
    {
        try
        {
            await RecoverAsync();
        }
        catch
        {
            BrainLog.RebuildFailed(logger, cause, conversationId);
            throw;
        }
    }

    private async Task HandleFailedAsync(IReadOnlyList<Told> commands, Exception exception)
    {
        if (commands is [Told offender])
        {
            _inHand--;
            counters.Failed();
            BrainLog.CommandFailed(logger, exception, conversationId, offender.Command.GetType().Name);
            return;
        }

        // An append is all or nothing, so nothing of the batch is stored: each for itself, and only the one that throws is dropped.
        foreach (Told command in commands) await HandleAsync([command]);
    }

    private async Task<BatchDecision> StoreAsync(IReadOnlyList<Told> commands)
    {
        while (true)
        {
            ConversationState known = State;
            BatchDecision decision = BatchDecision.Of(known, commands);
            if (await history.AppendAsync(known.Sequence, decision.Events, _remembersMore ? [] : decision.Commands, _stop))
            {
                Volatile.Write(ref _state, decision.Ahead);
                Watch.OnState(decision.Ahead);
                return decision;
            }

            // Another writer was there first: its events are part of the conversation now, and the commands are judged anew.
            await RecoverAsync();
            if (State.Sequence == known.Sequence)
                throw new InvalidOperationException("The journal refuses events that follow the last it shows.");
            if (State.Sequence < known.Sequence) KeepKnown(known);
        }
    }

    // The journal has lost what it acknowledged. The caller is still on the line, so memory is the better history of the two.
    private void KeepKnown(ConversationState known)
    {
        BrainLog.JournalShortened(logger, conversationId, known.Sequence, State.Sequence);
        _remembersMore = true;
        Volatile.Write(ref _state, known with { Sequence = State.Sequence });
    }

    private async Task PerformAsync(ImmutableArray<ConversationEffect> wanted)
    {
        foreach (ConversationEffect effect in wanted)
        {
            try
            {
                effects.Perform(effect);
            }
            catch (Exception exception)
            {
                counters.EffectFailed();
                BrainLog.EffectFailed(logger, exception, conversationId, effect.GetType().Name);
                if (OutcomeOfFailed(effect) is not { } outcome) continue;
                _inHand++;
                await HandleAsync([new Told(outcome, time.GetUtcNow(), OnKeptPlace: false)]);
            }
        }
    }

    private static ConversationCommand? OutcomeOfFailed(ConversationEffect effect) => effect switch
    {
        Speak speak => new ReportSpeech(speak.Id, SpeechOutcome.Dropped(NotStarted)),
        SpeakAnswer speak => new ReportSpeech(speak.Id, SpeechOutcome.Dropped(NotStarted)),
        AnalyzeIntent analyze => new FailIntent(analyze.ItemId, NotStarted),
        RunCommand run => new ReportCommand(run.CommandId, new CommandOutcome.Failed(NotStarted)),
        EndCall or BookCost or TellOfBudget => new NoteProblem("budget_not_kept", $"{effect.GetType().Name} could not be carried out."),
        _ => null,
    };
}
