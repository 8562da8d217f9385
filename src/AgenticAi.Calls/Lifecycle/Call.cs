using System.Diagnostics.CodeAnalysis;
using AgenticAi.Calls.Agents;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Costs;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Twilio.MediaStreams;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Lifecycle;

/// <summary>
/// The owner of one call, from the webhook to the end: connects the model, waits for the stream, runs the graph, and closes
/// everything again. It ends once, with one reason. A call that comes back on another stream has an owner of its own for each, and one
/// conversation: the owner before leaves it open.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Its life ends in LiveAsync, which disposes brain and work.")]
public sealed class Call
{
    private readonly CallServices _services;
    private readonly ILogger _logger;
    private readonly CallWork _work;
    private readonly ConversationBrain _brain;
    private readonly TaskCompletionSource<MediaStreamConnection> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CallEnding _ending;
    private readonly DateTimeOffset _announcedAt;
    private readonly Action<Call> _ended;
    private readonly CallPast? _past;
    private string? _streamSid;
    private CallRun? _run;

    internal Call(CallRequest request, CallServices services, Action<Call> ended, bool comesBack = false)
    {
        Request = request;
        _services = services;
        _ended = ended;
        _ending = new CallEnding(services);
        _logger = services.Loggers.CreateLogger("AgenticAi.Call");
        _announcedAt = services.Time.GetUtcNow();
        _work = new CallWork(request, services, _logger);
        var effects = new CostEffects(request.CallSid, _work.Effects, services.Ledger, services.Metrics, _logger);
        _brain = new ConversationBrain(
            request.CallSid, services.Journal, effects, new ConversationOptions(), services.Time, _logger);
        _work.Serve(_brain);
        if (comesBack) _past = new CallPast(_brain, services);
        Completion = LiveAsync();
    }

    public CallRequest Request { get; }

    public CallStatus Status { get; private set; }

    /// <summary>Completes with the reason when nothing of the call is open any more. Never faults.</summary>
    public Task<CallEnd> Completion { get; }

    /// <summary>The call as it is now.</summary>
    public CallSnapshot Snapshot => new(Request, Status, _announcedAt, _streamSid) { Cost = _brain.State.Cost };

    /// <summary>How its brain is doing.</summary>
    public BrainHealth BrainHealth => _brain.Health;

    /// <summary>What becomes of it, for a call that came back; another is simply there.</summary>
    internal Task<Comeback> Comeback => _past?.Judged ?? Task.FromResult(Calls.Comeback.GoesOn);

    /// <summary>Why it ends or ended; null while nobody wants it to.</summary>
    internal CallEndReason? EndReason => _ending.Reason;

    /// <summary>The boundaries of the running graph.</summary>
    internal IEnumerable<Streams.Embedded.BoundaryStatus> Boundaries => _run?.Boundaries ?? [];

    /// <summary>Brings the caller's leg. The connection belongs to the call until <see cref="Completion"/>.</summary>
    /// <returns>False when the call has a stream already or is over.</returns>
    public bool TryAttach(MediaStreamConnection stream) => !_ending.Requested.IsCompleted && _stream.TrySetResult(stream);

    /// <summary>Asks for words to be said to the caller.</summary>
    /// <returns>The request's id in the journal, or null when the call takes no more.</returns>
    public string? TrySay(string text, string source)
    {
        string id = _services.NewId();
        return Status < CallStatus.Ending && _brain.TryTell(new RequestSpeech(id, text, source)) ? id : null;
    }

    /// <summary>Asks the call to end. The first reason counts; asked again, it does not wait for what its agents still do.</summary>
    public void End(CallEnd end)
    {
        _ending.Ask(end);
        if (Status == CallStatus.Ending) _work.Hurry();
    }

    /// <summary>Gives the conversation away to another stream: the call ends without ending it.</summary>
    internal void Leave()
    {
        _ending.Leave();
        _work.Hurry();
    }

    /// <summary>Tells the conversation what the others have spent today.</summary>
    internal void TellOfDay()
    {
        if (_services.Ledger is { } ledger) _brain.TryTell(new ReportDaySpending(ledger.SpentBesides(Request.CallSid)));
    }

    private async Task<CallEnd> LiveAsync()
    {
        using IDisposable? scope = _logger.BeginScope(new Dictionary<string, object> { ["CallSid"] = Request.CallSid });
        // Whoever announced the call goes on at once.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        _logger.CallAnnounced(Request.From, Request.To);
        CallEnd end = await (_past?.RecallAsync() ?? Task.FromResult<CallEnd?>(null)) ?? await CarryAsync();
        if (await _ending.IsLeftOpenAsync(end, hadStream: _streamSid is not null))
        {
            _work.Hurry();
        }
        else
        {
            if (end.Reason is CallEndReason.ModelLost or CallEndReason.ModelRefused)
                _brain.TryTell(new LoseModel(end.Detail ?? end.Reason.Name()));
            _brain.TryTell(new EndConversation(end.Reason, end.Detail));
        }

        await _work.DisposeAsync();
        await _brain.DisposeAsync();
        Status = CallStatus.Ended;
        _services.Metrics.CallEnded(end.Reason);
        _logger.CallEnded(end.Reason.Name(), end.Detail);
        _ended(this);
        return end;
    }

    /// <summary>Carries the call to its end and closes both legs. Never throws.</summary>
    private async Task<CallEnd> CarryAsync()
    {
        await using var model = new ModelLeg(_services, _logger);
        CallEnd end;
        try
        {
            end = await RunAsync(model);
        }
        catch (Exception error)
        {
            _logger.CallFailed(error);
            end = new CallEnd(CallEndReason.OurFault, error.GetType().Name);
        }

        Status = CallStatus.Ending;
        _ending.TryEnd(end);
        return end;
    }

    private async Task<CallEnd> RunAsync(ModelLeg model)
    {
        if (await StreamAsync() is not { } stream)
        {
            // Left to another server, it begins there.
            if (!(_services.Options.Resume && EndReason is CallEndReason.Draining)) Start(streamSid: null);
            return _ending.Requested.IsCompleted
                ? await _ending.Requested
                : new CallEnd(CallEndReason.CallerLineLost, "no stream was opened");
        }

        _streamSid = stream.StreamSid;
        Status = CallStatus.Running;
        _logger.StreamStarted(stream.StreamSid);
        Start(stream.StreamSid);
        bool isResumed = _past?.TellResumed(stream.StreamSid) == true;
        if (!isResumed && _services.Options.Greeting.Length > 0) TrySay(_services.Options.Greeting, SpeechSources.Greeting);
        await using var run = new CallRun(
            stream, model.OpenAsync, new BrainMailbox(_brain), _past?.ServicesOfNextRun() ?? _services, _logger);
        _run = run;
        _work.Effects.Begin(run.Control);
        CallEnd end = await run.UntilEndAsync(_ending.Requested);
        // Before the stream is closed: Twilio may be back in no time and ask why.
        Status = CallStatus.Ending;
        _ending.TryEnd(end);
        return end;
    }

    private async Task<MediaStreamConnection?> StreamAsync()
    {
        using var waiting = new CancellationTokenSource(_services.Options.StreamTimeout, _services.Time);
        var timeout = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = waiting.Token.Register(() => timeout.TrySetResult());
        Task first = await Task.WhenAny(_stream.Task, _ending.Requested, timeout.Task);
        return first == _stream.Task || !_stream.TrySetCanceled() ? await _stream.Task : null;
    }

    private static string FormatName(RealtimeAudioFormat format) => format switch
    {
        RealtimeAudioFormat.Pcm16At24kHz => "pcm16",
        RealtimeAudioFormat.MuLaw => "pcmu",
        _ => "pcma",
    };

    private void Start(string? streamSid)
    {
        CallOptions options = _services.Options;
        _brain.TryTell(new StartConversation(
            Request.CallSid,
            streamSid,
            Request.IsOutbound ? CallDirection.Outbound : CallDirection.Inbound,
            Request.From,
            Request.To,
            new ConversationSettings(
                options.Endpoint.Model, options.Session.Voice.Name, FormatName(options.Session.Format), options.Session.Instructions)));
        _brain.TryTell(new AdoptPolicy(new ConversationPolicy
        {
            Commands = options.Work.PolicyFor(Request.From),
            Budget = options.Budget with { SpentBefore = _services.Ledger?.SpentBesides(Request.CallSid) },
        }));
        _work.Begin();
    }
}
