using System.Collections.Immutable;
using Akka.Actor;

namespace AgenticAi.Conversations.Actors;

/// <summary>
/// Delivers the commands of a call to the brain, one delivery after the other, each again until it is answered; takes in what the answers
/// bring, and performs what that asks for.
/// </summary>
internal sealed class RelayActor : ReceiveActor
{
    private const string NotStarted = "it could not be started";
    private readonly RelayShared _shared;
    private readonly IActorRef _brains;
    private readonly TimeProvider _time;
    private readonly string _sender;
    private readonly RelayCommands _commands;
    private readonly ConversationMirror _mirror;
    private readonly ActorTimer _gather;
    private readonly ActorTimer _again;
    private readonly ActorTimer _patience;
    private TimeSpan _pause;
    private int? _delivered;
    private bool _isPausing;
    private bool _isCompleting;
    private string _lastFailure = "the brain did not answer";

    /// <param name="shared">What the call sees.</param>
    /// <param name="brains">The parent or shard region of all brains.</param>
    /// <param name="sender">A name that no other relay has.</param>
    /// <param name="time">The clock of times and pauses.</param>
    public RelayActor(RelayShared shared, IActorRef brains, string sender, TimeProvider time)
    {
        (_shared, _brains, _sender, _time) = (shared, brains, sender, time);
        _commands = new RelayCommands(shared.Options.MaxBatch);
        _mirror = new ConversationMirror(shared.ConversationId, sender);
        _pause = shared.Options.FirstRetry;
        _gather = new ActorTimer(Self, time);
        _again = new ActorTimer(Self, time);
        _patience = new ActorTimer(Self, time);

        Receive<Told>(told =>
        {
            _commands.Add(told.Command);
            DeliverWhenDue();
        });
        Receive<Complete>(_ =>
        {
            _isCompleting = true;
            _patience.Start(_shared.Options.CompletionPatience);
            DeliverWhenDue();
        });
        Receive<BrainProtocol.Taken>(OnTaken);
        Receive<BrainProtocol.Unavailable>(unavailable => OnUnavailable(unavailable.Why));
        Receive<BrainProtocol.Refused>(OnRefused);
        Receive<BrainProtocol.Unreadable>(unreadable => GiveUp(new UnknownEventException(unreadable.Why)));
        Receive<ActorTimer.Due>(OnDue);
    }

    protected override void PreStart() => Deliver();

    protected override void PostStop()
    {
        _gather.Stop();
        _again.Stop();
        _patience.Stop();
        Close(new JournalUnavailableException("The actor system stopped before the conversation was stored."));
    }

    /// <summary>What threw once in here knows no more how the conversation stands: it ends, and the call goes on without its brain.</summary>
    protected override void PreRestart(Exception reason, object message) => Close(reason);

    protected override void PostRestart(Exception reason) => Context.Stop(Self);

    private bool IsOver => _shared.Completion.Task.IsCompleted;

    private bool IsRecovered => _shared.Recovered.Task.IsCompleted;

    private void OnDue(ActorTimer.Due due)
    {
        if (_patience.Is(due)) GiveUp(new JournalUnavailableException($"The journal stayed away until the conversation had to be closed: {_lastFailure}"));
        else if (_gather.Is(due)) DeliverNow();
        else if (!_again.Is(due)) return;
        else if (_isPausing) Deliver();
        else OnUnavailable("the brain did not answer");
    }

    private void DeliverWhenDue()
    {
        if (IsOver || _delivered is not null || _isPausing) return;
        if (_commands.Count == 0)
        {
            // A command that has its place may still be on its way here.
            if (_isCompleting && _shared.Mailbox.Waiting == 0) Finish();
        }
        else if (_isCompleting || _commands.AreDue)
        {
            Deliver();
        }
        else
        {
            _gather.StartOnce(_shared.Options.Gather);
        }
    }

    private void DeliverNow()
    {
        if (_delivered is null && !_isPausing && _commands.Count > 0) Deliver();
    }

    private void Deliver()
    {
        _isPausing = false;
        _gather.Stop();
        ImmutableArray<TimedCommand> next = IsRecovered ? _commands.Next() : [];
        _delivered = next.Length;
        _again.Start(_shared.Options.AnswerLimit);
        _brains.Tell(new BrainProtocol.Deliver(_shared.ConversationId, _sender, _commands.FirstNumber, _mirror.Entry, next));
    }

    private void OnTaken(BrainProtocol.Taken taken)
    {
        if (IsOver || taken.Sender != _sender) return;
        if (taken.IsAnew) BeginAnew();
        if (_mirror.Take(taken.FirstEntry, taken.News, after: _commands.FirstNumber - 1) is not { } change) return;
        Worked();
        _shared.Mailbox.Free(_commands.Taken(taken.Number));
        foreach (FailedCommand failed in taken.Failed) Failed(failed.Command, failed.Why);
        foreach (ConversationCommand ignored in change.Ignored)
        {
            _shared.Counters.Ignored();
            RelayLog.Ignored(_shared.Logger, _shared.ConversationId, ignored.GetType().Name);
        }

        _shared.State = _mirror.State;
        if (!IsRecovered) Begin();
        else Perform(change.Effects);
        DeliverWhenDue();
    }

    /// <summary>What was asked for and has no outcome is performed again; what another process had under way will have none.</summary>
    private void Begin()
    {
        ConversationState state = _mirror.State;
        if (state.Sequence > 0) RelayLog.Continued(_shared.Logger, _shared.ConversationId, state.Sequence);
        _shared.Recovered.SetResult(state);
        Perform(ConversationRules.Outstanding(state));
        if (state.Work.IsBusy) Tell(new NoteRestart());
    }

    private void BeginAnew()
    {
        RelayLog.JournalShortened(_shared.Logger, _shared.ConversationId, _mirror.State.Sequence);
        _mirror.Clear();
    }

    private void Worked()
    {
        _again.Stop();
        (_delivered, _isPausing, _pause) = (null, false, _shared.Options.FirstRetry);
        if (_shared.Counters.JournalWorked(out long failures)) RelayLog.JournalBack(_shared.Logger, _shared.ConversationId, failures);
    }

    private void OnUnavailable(string why)
    {
        if (IsOver || _delivered is null) return;
        _lastFailure = why;
        if (_shared.Counters.JournalFailed(_time.GetUtcNow())) RelayLog.JournalAway(_shared.Logger, _shared.ConversationId, why);
        (_delivered, _isPausing) = (null, true);
        _again.Start(_pause);
        _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, Math.Max(_shared.Options.LongestRetry.Ticks, _shared.Options.FirstRetry.Ticks)));
    }

    private void OnRefused(BrainProtocol.Refused refused)
    {
        if (IsOver || _delivered is not > 0) return;
        if (_commands.Refused(_delivered.Value) is { } dropped)
        {
            _shared.Mailbox.Free(1);
            Failed(dropped.Command.GetType().Name, refused.Why);
        }

        Worked();
        DeliverWhenDue();
    }

    private void Failed(string command, string why)
    {
        _shared.Counters.Failed(1);
        RelayLog.CommandFailed(_shared.Logger, _shared.ConversationId, command, why);
    }

    private void Perform(IEnumerable<ConversationEffect> wanted)
    {
        foreach (ConversationEffect effect in wanted)
        {
            try
            {
                _shared.Effects.Perform(effect);
            }
            catch (Exception exception)
            {
                _shared.Counters.EffectFailed();
                RelayLog.EffectFailed(_shared.Logger, exception, _shared.ConversationId, effect.GetType().Name);
                if (OutcomeOfFailed(effect) is { } outcome) Tell(outcome);
            }
        }
    }

    /// <summary>A command of our own always finds a place.</summary>
    private void Tell(ConversationCommand command)
    {
        _shared.Mailbox.Take();
        _commands.Add(new TimedCommand(command, _time.GetUtcNow()));
    }

    private void Finish()
    {
        _brains.Tell(new BrainProtocol.Leave(_shared.ConversationId));
        _shared.Completion.TrySetResult();
        Context.Stop(Self);
    }

    private void GiveUp(Exception exception)
    {
        Close(exception);
        _brains.Tell(new BrainProtocol.Leave(_shared.ConversationId));
        Context.Stop(Self);
    }

    private void Close(Exception exception)
    {
        if (IsOver) return;
        _shared.Mailbox.Close();
        int lost = _shared.Mailbox.Waiting;
        _shared.Mailbox.Free(lost);
        _shared.Counters.GivenUp(exception.Message, lost);
        RelayLog.GivenUp(_shared.Logger, exception, _shared.ConversationId, lost);
        // Read at once: it may be that nobody waits for them.
        if (_shared.Recovered.TrySetException(exception)) _ = _shared.Recovered.Task.Exception;
        if (_shared.Completion.TrySetException(exception)) _ = _shared.Completion.Task.Exception;
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

    /// <summary>A command of the call; it has its place in the mailbox.</summary>
    internal sealed record Told(TimedCommand Command) : INoSerializationVerificationNeeded;

    /// <summary>No more commands will come.</summary>
    internal sealed record Complete : INoSerializationVerificationNeeded
    {
        public static readonly Complete Instance = new();
    }
}
