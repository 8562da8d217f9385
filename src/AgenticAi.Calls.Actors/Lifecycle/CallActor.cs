using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Conversations.Actors;
using AgenticAi.Twilio.MediaStreams;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>
/// The owner of one call, from the webhook to the end: connects the model, waits for the stream, runs the graph, and closes everything
/// again. It ends once, with one reason. A call that comes back on another stream has an owner of its own for each, and one conversation:
/// the owner before leaves it open.
/// </summary>
/// <remarks>
/// <c>Recalling</c> (long only for a call that comes back) → <c>Announced</c> → <c>Streaming</c> → <c>Ending</c> →
/// <c>AwaitingReturn</c> (only a line that was lost and may come back) → <c>Settling</c>. What takes long is a task whose end the
/// actor is told.
/// </remarks>
internal sealed class CallActor : ReceiveActor
{
    private readonly Call _call;
    private readonly CallParticipants _participants;
    private readonly CallServices _services;
    private readonly GraphHost _host;
    private readonly CallPast? _past;
    private readonly ILogger _logger;
    private readonly CallTeardown _teardown;
    private MediaStreamConnection? _stream;
    private CallEnd? _end;
    private bool? _isLeftOpen;
    private bool _isSettled;
    private Task<CallEnd?> _recalling = Task.FromResult<CallEnd?>(null);
    private ITimer? _timer;

    public CallActor(CallParticipants participants, CallServices services, LiveCalls live, GraphHost host, bool comesBack)
    {
        (_call, _participants, _services, _host, _logger) = (participants.Call, participants, services, host, participants.Logger);
        _teardown = new CallTeardown(participants, services, live);
        if (comesBack) _past = new CallPast(participants.Brain, services);
        Become(Recalling);
    }

    private CallOptions Options => _services.Options;

    private BrainRelay Brain => _participants.Brain;

    /// <summary>A fault of ours stops the actor, see <see cref="CallsActor"/>.</summary>
    protected override bool AroundReceive(Receive receive, object message)
    {
        try
        {
            return base.AroundReceive(receive, message);
        }
        catch (Exception error)
        {
            EndWith(new CallEnd(CallEndReason.OurFault, error.GetType().Name));
            _logger.CallFailed(error);
            throw;
        }
    }

    /// <summary>Stopped by a fault or with the system: then what is open is closed without the actor.</summary>
    protected override void PostStop()
    {
        _timer?.Dispose();
        if (_isSettled) return;
        EndWith(new CallEnd(CallEndReason.OurFault, "the owner of the call stopped"));
        bool isLeftOpen = MayGoOn && (_end!.Reason is CallEndReason.Draining || _isLeftOpen == true);
        _ = _teardown.AbandonAsync(_end!, _recalling, isLeftOpen);
    }

    private void Recalling()
    {
        Receive<CallProtocol.Begin>(_ =>
        {
            _logger.CallAnnounced(_call.Request.From, _call.Request.To);
            if (_past is null)
            {
                Announce();
                return;
            }

            _recalling = _past.RecallAsync();
            _recalling.PipeTo(Self, success: end => new Recalled(end));
        });
        Receive<Recalled>(recalled =>
        {
            if (recalled.End is { } end)
            {
                _call.Refusal = _past!.Refusal;
                EndWith(end);
                Close();
            }
            else
            {
                Announce();
            }
        });
        Receive<CallProtocol.AttachStream>(attach => Sender.Tell(TryTake(attach.Stream)));
        Receive<CallProtocol.End>(end => EndWith(end.Reason));
        ReceiveLeaving();
    }

    private void Announced()
    {
        Receive<CallProtocol.AttachStream>(attach =>
        {
            bool isTaken = TryTake(attach.Stream);
            Stream(attach.Stream);
            // Whoever has the answer may tell the brain more: it comes after the beginning of the conversation.
            Sender.Tell(isTaken);
        });
        Receive<CallProtocol.End>(end => EndWithoutStream(end.Reason));
        Receive<TimeIsUp>(_ => EndWithoutStream(new CallEnd(CallEndReason.CallerLineLost, "no stream was opened")));
        ReceiveLeaving(() => EndWithoutStream(Left));
    }

    private void Streaming()
    {
        Receive<CallProtocol.AttachStream>(_ => Sender.Tell(false));
        Receive<RunEnded>(ended => EndStream(ended.End));
        Receive<TimeIsUp>(static _ => { });
        Receive<CallProtocol.End>(end => EndStream(end.Reason));
        ReceiveLeaving(() => EndStream(Left));
    }

    private void Ending()
    {
        Receive<CallProtocol.AttachStream>(_ => Sender.Tell(false));
        Receive<LegsClosed>(_ => DecideReturn());
        Receive<CallProtocol.End>(end =>
        {
            _isLeftOpen ??= end.Reason.Reason is CallEndReason.Draining;
            _teardown.Hurry();
        });
        ReceiveLeaving(static () => { });
        ReceiveTooLate();
    }

    private void AwaitingReturn()
    {
        Receive<CallProtocol.AttachStream>(_ => Sender.Tell(false));
        Receive<CallProtocol.End>(end =>
        {
            _teardown.Hurry();
            Settle(end.Reason.Reason is CallEndReason.Draining);
        });
        Receive<TimeIsUp>(_ => Settle(isLeftOpen: false));
        ReceiveLeaving(() => Settle(isLeftOpen: true));
        ReceiveTooLate();
    }

    private void Settling()
    {
        Receive<CallProtocol.AttachStream>(_ => Sender.Tell(false));
        Receive<CallProtocol.End>(_ => _teardown.Hurry());
        ReceiveLeaving(static () => { });
        ReceiveTooLate();
        Receive<BrainClosed>(_ =>
        {
            _isSettled = true;
            Context.Stop(Self);
            _teardown.Complete(_end!);
        });
    }

    /// <summary>What was on its way when the state changed.</summary>
    private void ReceiveTooLate()
    {
        Receive<RunEnded>(static _ => { });
        Receive<TimeIsUp>(static _ => { });
    }

    /// <summary>The call ends for a reason that need not end its conversation.</summary>
    private bool MayGoOn => Options.Resume && _end!.Reason is (CallEndReason.Draining or CallEndReason.CallerLineLost);

    private static CallEnd Left => new(CallEndReason.CallerLineLost, "another stream takes its place");

    /// <summary>The conversation may be wanted by another stream, in any state.</summary>
    /// <param name="leave">What leaving means in this state.</param>
    private void ReceiveLeaving(Action? leave = null)
    {
        void Leave()
        {
            _isLeftOpen ??= true;
            _teardown.Hurry();
            if (leave is null) EndWith(Left);
            else leave();
        }

        Receive<CallProtocol.Leave>(_ => Leave());
        Receive<CallProtocol.Resume>(_ =>
        {
            switch (_end?.Reason)
            {
                case null:
                    (_past?.Judged ?? Task.FromResult(Comeback.GoesOn))
                        .PipeTo(Sender, success: comeback => new CallProtocol.Resumed(comeback));
                    break;
                case not null when _call.Refusal is { } refusal:
                    Sender.Tell(new CallProtocol.Resumed(refusal));
                    break;
                case CallEndReason.CallerLineLost when Options.Resume:
                    Sender.Tell(new CallProtocol.Resumed(null));
                    Leave();
                    break;
                case { } reason:
                    Sender.Tell(new CallProtocol.Resumed(
                        reason.IsFailure() ? Comeback.Failed
                        : reason is CallEndReason.Draining && Options.Resume ? Comeback.Draining
                        : Comeback.Over));
                    break;
            }
        });
    }

    private bool TryTake(MediaStreamConnection stream)
    {
        if (_end is not null || _stream is not null) return false;
        _stream = stream;
        return true;
    }

    /// <summary>The first reason counts.</summary>
    private void EndWith(CallEnd end) => _end ??= end;

    private void Announce()
    {
        _teardown.Model = new ModelLeg(_services, _participants.Trace, _logger);
        if (_stream is { } stream)
        {
            Stream(stream);
            if (_end is { } end) EndStream(end);
        }
        else if (_end is { } end)
        {
            EndWithoutStream(end);
        }
        else
        {
            Become(Announced);
            SetTimer(Options.StreamTimeout);
        }
    }

    private void EndWithoutStream(CallEnd end)
    {
        EndWith(end);
        // Left to another server, it begins there.
        if (!(Options.Resume && _end!.Reason is CallEndReason.Draining)) BeginConversation(streamSid: null);
        Close();
    }

    private void Stream(MediaStreamConnection stream)
    {
        _call.BeginStream(stream.StreamSid);
        _logger.StreamStarted(stream.StreamSid);
        Become(Streaming);
        SetTimer(Timeout.InfiniteTimeSpan);
        BeginConversation(stream.StreamSid);
        bool isResumed = _past?.TellResumed(stream.StreamSid) == true;
        if (!isResumed && Options.Greeting.Length > 0) _call.TrySay(Options.Greeting, SpeechSources.Greeting);
        IActorRef self = Self;
        var run = new CallRun(
            stream, _teardown.Model!.OpenAsync, Brain, reason => self.Tell(new RunEnded(new CallEnd(reason))), _services, _host,
            _past?.NextStream ?? StreamContext.First, _logger);
        _teardown.Run = run;
        _call.Run = run;
        run.Ended.PipeTo(self, success: end => new RunEnded(end));
        _participants.Voice.Begin(run.Tell);
    }

    private void EndStream(CallEnd end)
    {
        // Before the stream is closed: Twilio may be back in no time and ask why.
        EndWith(end);
        Close();
    }

    private void Close()
    {
        _call.Status = CallStatus.Ending;
        Become(Ending);
        _teardown.CloseLegs(_end!).PipeTo(Self, success: static () => LegsClosed.Instance);
    }

    /// <summary>Whether the conversation goes on without this call. One whose line was lost waits some time for that.</summary>
    private void DecideReturn()
    {
        if (!MayGoOn) Settle(isLeftOpen: false);
        else if (_end!.Reason is CallEndReason.Draining || _isLeftOpen == true) Settle(isLeftOpen: true);
        else if (_stream is null || _isLeftOpen == false) Settle(isLeftOpen: false);
        else
        {
            Become(AwaitingReturn);
            SetTimer(Options.ResumeWindow);
        }
    }

    private void Settle(bool isLeftOpen)
    {
        Become(Settling);
        _teardown.CloseBrain(_end!, isLeftOpen).PipeTo(Self, success: static () => BrainClosed.Instance);
    }

    private void BeginConversation(string? streamSid)
    {
        Brain.TryTell(CallOpening.Start(_call.Request, streamSid, Options));
        Brain.TryTell(CallOpening.Policy(_call.Request, Options, _services.Ledger));
        _participants.Tasks.Begin();
    }

    private void SetTimer(TimeSpan due)
    {
        IActorRef self = Self;
        _timer ??= _services.Time.CreateTimer(_ => self.Tell(TimeIsUp.Instance), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private sealed record Recalled(CallEnd? End);

    private sealed record RunEnded(CallEnd End);

    private sealed record LegsClosed
    {
        public static readonly LegsClosed Instance = new();
    }

    private sealed record BrainClosed
    {
        public static readonly BrainClosed Instance = new();
    }

    private sealed record TimeIsUp
    {
        public static readonly TimeIsUp Instance = new();
    }
}
