using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using Akka.Streams;
using Akka.Streams.Stage;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>
/// Feeds <see cref="TurnTaking"/> with what comes in, tells it the time, and hands on what it wants done: to the caller, to the model, and
/// what it decides beyond the two. The next input is taken when all of that was taken.
/// </summary>
/// <param name="make">Makes the turn-taking of one run.</param>
/// <param name="quiet">Told of the moments between two turns.</param>
/// <param name="voice">Told whether the agent is heard.</param>
/// <param name="telemetry">Counts.</param>
/// <param name="tick">Tells what is due.</param>
internal sealed class TurnTakingStage(
    Func<TurnTaking> make, QuietMoments quiet, AgentVoice voice, CallTelemetry telemetry, SharedTick tick)
    : GraphStage<FanOutShape<TurnInput, CallerCommand, ModelCommand, CallDecision>>
{
    public override FanOutShape<TurnInput, CallerCommand, ModelCommand, CallDecision> Shape { get; } = new("TurnTaking");

    protected override Attributes InitialAttributes => Attributes.CreateName("TurnTaking");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, make(), tick, inheritedAttributes);

    private void Publish(TurnTaking turns)
    {
        voice.Speaking(turns.IsSpeaking, tick.Time.GetTimestamp());
        telemetry.Turns(turns.Counts);
        quiet.Observe(turns.IsBetweenTurns);
    }

    private void Tell(NoteProblem problem) => telemetry.TurnProblem(problem.Code, problem.Message);

    private sealed class Logic : CallStageLogic, ITurnOutput
    {
        private readonly TurnTakingStage _stage;
        private readonly TurnTaking _turns;
        private readonly TimeProvider _time;
        private readonly long _start;
        private readonly DueTimer _timer;
        private readonly Inlet<TurnInput> _in;
        private readonly Outlet<CallerCommand> _caller;
        private readonly Outlet<ModelCommand> _model;
        private readonly Outlet<CallDecision> _decisions;
        private readonly Queue<CallerCommand> _toCaller = new();
        private readonly Queue<ModelCommand> _toModel = new();
        private readonly Queue<CallDecision> _decided = new();
        private long _readAt;
        private int _generation = 1;
        private bool _isOver;
        private Exception? _fault;

        public Logic(TurnTakingStage stage, TurnTaking turns, SharedTick tick, Attributes attributes)
            : base(stage.Shape, "TurnTaking", attributes)
        {
            (_stage, _turns, _time, _start) = (stage, turns, tick.Time, tick.Time.GetTimestamp());
            (_in, _caller, _model, _decisions) = (stage.Shape.In, stage.Shape.Out0, stage.Shape.Out1, stage.Shape.Out2);
            _timer = tick.NewTimer(Callback(OnDue));
            Handle(_in, OnPush, () => Finish(), Finish);
            Handle(_caller, Proceed, cause => Finish(cause is SubscriptionWithCancelException.NonFailureCancellation ? null : cause));
            // The model's leg may end before the call does; what it is sent then is of no use any more.
            Handle(_model, Proceed, _ => Proceed());
            Handle(_decisions, Proceed, _ => Proceed());
        }

        public override void PreStart()
        {
            _timer.Set(DueAt);
            Proceed();
        }

        private long DueAt => _turns.DueAt is { } due ? _start + (long)(due.TotalSeconds * _time.TimestampFrequency) : long.MaxValue;

        private TimeSpan Now => _time.GetElapsedTime(_start);

        /// <summary>Everything was taken, and what was decided has been acted on.</summary>
        private bool IsSettled => _toCaller.Count == 0 && _toModel.Count == 0 && _decided.Count == 0 && (IsAvailable(_decisions) || IsClosed(_decisions));

        public void Play(AudioBuffer mulaw, long readAt) => _toCaller.Enqueue(new PlayAudio(mulaw, readAt));

        public void Mark(string name) => _toCaller.Enqueue(new SendMark(name));

        public void Clear() => _toCaller.Enqueue(new ClearAudio(_readAt));

        public void Send(ClientEvent clientEvent) => _toModel.Enqueue(new ModelCommand(clientEvent, _generation));

        public void HangUp(CallEndReason reason) => _decided.Enqueue(new HangUpDecided(reason));

        public void Tell(ConversationCommand command)
        {
            if (command is NoteProblem problem) _stage.Tell(problem);
            _decided.Enqueue(new BrainReport(command));
        }

        protected override void OnStopped()
        {
            _timer.Dispose();
            while (_toCaller.TryDequeue(out CallerCommand? command)) (command as IDisposable)?.Dispose();
            _turns.Dispose();
        }

        /// <summary>What turn-taking knows of the last words goes out before the stage ends.</summary>
        protected override void Fault(Exception error)
        {
            Run?.End(FaultOf(Name, error));
            if (_isOver) FailStage(error);
            else Finish(error);
        }

        private void OnPush()
        {
            TurnInput input = Grab(_in);
            _readAt = input.ReadAt;
            Handle(input, Now);
            AfterTurn();
        }

        private void Handle(TurnInput input, TimeSpan now)
        {
            switch (input)
            {
                case ModelAudio audio: _turns.OnAudio(audio.Frame, now, this); break;
                case ModelEvent sent: _turns.OnModelEvent(sent.Event, now, this); break;
                case ModelReady ready:
                    _generation = ready.Generation;
                    _turns.OnModelReady(ready, now, this);
                    break;
                case ModelGone: _turns.OnModelGone(now, this); break;
                case CallerMark mark: _turns.OnMark(mark.Name, now, this); break;
                case CallerDigit key: _turns.OnDigit(key.Digit, now, this); break;
                case CallerGone: _turns.OnCallerGone(this); break;
                case SpeechRequest request: _turns.Say(request, now, this); break;
                case EndRequest end: _turns.EndPolitely(end, now, this); break;
                case ModelNote note: _turns.OnNote(note, this); break;
                case WorkProgress progress: _turns.OnWork(progress.IsUnderWay, now, this); break;
                default: throw new ArgumentOutOfRangeException(nameof(input), input, "Turn-taking does not know this input.");
            }
        }

        private void OnDue()
        {
            // What is due waits for a caller's side that takes nothing, as inputs do: it is looked at again when that takes something.
            if (_isOver || !IsSettled) return;
            if (_time.GetTimestamp() >= DueAt) TakeTurn();
            else _timer.Set(DueAt);
        }

        private void TakeTurn()
        {
            _readAt = 0;
            _turns.OnDue(Now, this);
            AfterTurn();
        }

        private void AfterTurn()
        {
            _stage.Publish(_turns);
            _timer.Set(DueAt);
            Proceed();
        }

        /// <summary>Hands on what can be taken; when all of it was, takes the next input.</summary>
        private void Proceed()
        {
            Flush(_caller, _toCaller);
            Flush(_model, _toModel);
            Flush(_decisions, _decided);
            if (!IsSettled) return;
            if (_isOver) End();
            else if (_time.GetTimestamp() >= DueAt) TakeTurn();
            else if (!HasBeenPulled(_in) && !IsClosed(_in)) Pull(_in);
        }

        private void Flush<T>(Outlet<T> outlet, Queue<T> queue)
            where T : class
        {
            if (IsClosed(outlet))
                while (queue.TryDequeue(out T? element)) (element as IDisposable)?.Dispose();
            else if (IsAvailable(outlet) && queue.TryDequeue(out T? element))
                Push(outlet, element);
        }

        /// <summary>The run is over: what was cut off by its end is accounted for, and told, before the stage ends.</summary>
        private void Finish(Exception? fault = null)
        {
            if (_isOver) return;
            (_isOver, _fault) = (true, fault);
            SetKeepGoing(true);
            _turns.End(Now, this);
            _stage.Publish(_turns);
            while (_toCaller.TryDequeue(out CallerCommand? command)) (command as IDisposable)?.Dispose();
            _toModel.Clear();
            Proceed();
        }

        private void End()
        {
            if (_fault is null) CompleteStage();
            else FailStage(_fault);
        }
    }
}
