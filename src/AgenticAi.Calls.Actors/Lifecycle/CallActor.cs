using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Twilio.MediaStreams;
using Akka.Actor;
using Akka.Streams;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>
/// The owner of one call, from the webhook to the end: connects the model, waits for the stream, runs the graph, and closes everything
/// again. It ends once, with one reason. A call that comes back on another stream has an owner of its own for each, and one conversation:
/// the owner before leaves it open.
/// </summary>
/// <remarks>
/// <c>Recalling</c> (only a call that comes back) → <c>Announced</c> → <c>Streaming</c> → <c>Ending</c> → <c>AwaitingReturn</c> (only a line
/// that was lost and may come back) → <c>Settling</c>. What takes long is a task whose end the actor is told.
/// </remarks>
internal sealed class CallActor : ReceiveActor
{
    private readonly Call _call;
    private readonly CallParticipants _participants;
    private readonly CallServices _services;
    private readonly IMaterializer _materializer;
    private readonly CallPast? _past;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ModelLeg? _model;
    private MediaStreamConnection? _stream;
    private CallRun? _run;
    private CallEnd? _end;
    private bool? _isLeftOpen;
    private bool _isBrainClosing;
    private bool _isSettled;
    private Task<CallEnd?> _recalling = Task.FromResult<CallEnd?>(null);
    private Task _closing = Task.CompletedTask;
    private ITimer? _timer;

    public CallActor(CallParticipants participants, CallServices services, IMaterializer materializer, bool comesBack)
    {
        (_call, _participants, _services, _materializer, _logger) =
            (participants.Call, participants, services, materializer, participants.Logger);
        if (comesBack) _past = new CallPast(participants.Brain, services);
        Become(Recalling);
    }

    private CallOptions Options => _services.Options;

    private ConversationBrain Brain => _participants.Brain;

    protected override void PreStart()
    {
        _logger.CallAnnounced(_call.Request.From, _call.Request.To);
        if (_past is null)
        {
            Announce();
            return;
        }

        _recalling = _past.RecallAsync();
        _recalling.PipeTo(Self, success: end => new Recalled(end));
    }

    /// <summary>A fault of ours stops the actor: then what is open is closed without it.</summary>
    protected override void PostStop()
    {
        _timer?.Dispose();
        if (_isSettled) return;
        _end ??= new CallEnd(CallEndReason.OurFault, "the owner of the call stopped");
        IActorRef parent = Context.Parent;
        AbandonAsync().PipeTo(parent, success: () => new CallsProtocol.Settled(_call, _end));
    }

    private void Recalling()
    {
        Receive<Recalled>(recalled =>
        {
            if (recalled.End is { } end) TryEnd(end);
            if (recalled.End is not null) Close();
            else Announce();
        });
        Receive<CallProtocol.AttachStream>(attach => Sender.Tell(TryTake(attach.Stream)));
        Receive<CallProtocol.End>(end => TryEnd(end.Reason));
        ReceiveLeaving();
    }

    private void Announced()
    {
        Receive<CallProtocol.AttachStream>(attach =>
        {
            Sender.Tell(TryTake(attach.Stream));
            Stream(attach.Stream);
        });
        Receive<CallProtocol.End>(end => EndWithoutStream(end.Reason));
        Receive<TimeIsUp>(_ => EndWithoutStream(new CallEnd(CallEndReason.CallerLineLost, "no stream was opened")));
        ReceiveLeaving(() => EndWithoutStream(Left));
    }

    private void Streaming()
    {
        Receive<CallProtocol.AttachStream>(_ => Sender.Tell(false));
        Receive<RunEnded>(ended => EndStream(ended.End));
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
            _hurry.TrySetResult();
        });
        ReceiveLeaving(static () => { });
        Receive<RunEnded>(static _ => { });
    }

    private void AwaitingReturn()
    {
        Receive<CallProtocol.AttachStream>(_ => Sender.Tell(false));
        Receive<CallProtocol.End>(end =>
        {
            _hurry.TrySetResult();
            Settle(end.Reason.Reason is CallEndReason.Draining);
        });
        Receive<TimeIsUp>(_ => Settle(isLeftOpen: false));
        ReceiveLeaving(() => Settle(isLeftOpen: true));
    }

    private void Settling()
    {
        Receive<CallProtocol.AttachStream>(_ => Sender.Tell(false));
        Receive<CallProtocol.End>(_ => _hurry.TrySetResult());
        ReceiveLeaving(static () => { });
        Receive<TimeIsUp>(static _ => { });
        Receive<BrainClosed>(_ =>
        {
            _isSettled = true;
            _logger.CallEnded(_end!.Reason.Name(), _end.Detail);
            Context.Parent.Tell(new CallsProtocol.Settled(_call, _end));
            Context.Stop(Self);
        });
    }

    private static CallEnd Left => new(CallEndReason.CallerLineLost, "another stream takes its place");

    /// <summary>The conversation may be wanted by another stream, in any state.</summary>
    /// <param name="leave">What leaving means in this state.</param>
    private void ReceiveLeaving(Action? leave = null)
    {
        void Leave()
        {
            _isLeftOpen = true;
            _hurry.TrySetResult();
            if (leave is null) TryEnd(Left);
            else leave();
        }

        Receive<CallProtocol.Leave>(_ => Leave());
        Receive<CallProtocol.Resume>(_ =>
        {
            switch (_end?.Reason)
            {
                case null:
                    (_past?.Judged ?? Task.FromResult(Comeback.GoesOn)).PipeTo(Sender, success: comeback => new CallProtocol.Resumed(comeback));
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

    private bool TryEnd(CallEnd end)
    {
        if (_end is not null) return false;
        _end = end;
        return true;
    }

    private void Announce()
    {
        _model = new ModelLeg(_services, _logger);
        if (_end is { } end) EndWithoutStream(end);
        else if (_stream is { } stream) Stream(stream);
        else
        {
            Become(Announced);
            SetTimer(Options.StreamTimeout);
        }
    }

    private void EndWithoutStream(CallEnd end)
    {
        TryEnd(end);
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
        _run = new CallRun(
            stream, _model!.OpenAsync, Brain, reason => self.Tell(new RunEnded(new CallEnd(reason))), _services, _materializer,
            _past?.NextStream ?? StreamContext.First, _logger);
        _call.Run = _run;
        _run.Ended.PipeTo(self, success: end => new RunEnded(end));
        _participants.Voice.Begin(_run.Tell);
    }

    private void EndStream(CallEnd end)
    {
        // Before the stream is closed: Twilio may be back in no time and ask why.
        TryEnd(end);
        Close();
    }

    private void Close()
    {
        _call.Status = CallStatus.Ending;
        Become(Ending);
        _closing = CloseLegsAsync(_end!);
        _closing.PipeTo(Self, success: static () => LegsClosed.Instance);
    }

    /// <summary>Closes both legs. Never throws.</summary>
    private async Task CloseLegsAsync(CallEnd end)
    {
        try
        {
            if (_run is { } run)
            {
                await run.TakeLeaveAsync(end);
                await run.DisposeAsync();
            }
        }
        catch (Exception error)
        {
            _logger.CallFailed(error);
        }

        if (_model is { } model) await model.DisposeAsync();
    }

    /// <summary>Whether the conversation goes on without this call. One whose line was lost waits some time for that.</summary>
    private void DecideReturn()
    {
        CallEndReason reason = _end!.Reason;
        if (!Options.Resume || reason is not (CallEndReason.Draining or CallEndReason.CallerLineLost)) Settle(isLeftOpen: false);
        else if (reason is CallEndReason.Draining || _isLeftOpen == true) Settle(isLeftOpen: true);
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
        TellEnd(isLeftOpen);
        _closing = CloseBrainAsync();
        _closing.PipeTo(Self, success: static () => BrainClosed.Instance, failure: error =>
        {
            _logger.CallFailed(error);
            return BrainClosed.Instance;
        });
    }

    private void TellEnd(bool isLeftOpen)
    {
        if (isLeftOpen)
        {
            _hurry.TrySetResult();
            return;
        }

        if (_end!.Reason is CallEndReason.ModelLost or CallEndReason.ModelRefused)
            Brain.TryTell(new LoseModel(_end.Detail ?? _end.Reason.Name()));
        Brain.TryTell(new EndConversation(_end.Reason, _end.Detail));
    }

    private async Task CloseBrainAsync()
    {
        _isBrainClosing = true;
        await _participants.Tasks.WhenSettledAsync(Brain, _hurry.Task);
        await _participants.Tasks.DisposeAsync();
        await Brain.DisposeAsync();
    }

    /// <summary>What the actor would have done, without it.</summary>
    private async Task AbandonAsync()
    {
        await _recalling;
        await _closing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _call.Status = CallStatus.Ending;
        await CloseLegsAsync(_end!);
        if (!_isBrainClosing)
        {
            TellEnd(isLeftOpen: false);
            _hurry.TrySetResult();
            await CloseBrainAsync();
        }

        _logger.CallEnded(_end!.Reason.Name(), _end.Detail);
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
