using System.Net.WebSockets;
using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Twilio.MediaStreams;
using AgenticAi.Twilio.Rest;
using AgenticAi.Twilio.TwiML;
using Akka.Streams;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>One run of a call's graph, with both of its legs: from the start of the stream until one of them, or we, ended it.</summary>
internal sealed class CallRun : IAsyncDisposable
{
    private readonly MediaStreamConnection _stream;
    private readonly RealtimeSessions _sessions;
    private readonly CallRequests _requests;
    private readonly AudioBuffers _buffers;
    private readonly SharedKillSwitch _stop;
    private readonly Action<CallEndReason> _hangUp;
    private readonly BrainMailbox _brain;
    private readonly RunEnd _end;
    private readonly CallServices _services;
    private readonly ILogger _logger;
    private readonly LastWords _lastWords = new();
    private bool _isLineLost;

    /// <param name="stream">The caller's leg.</param>
    /// <param name="open">Opens sessions of the model.</param>
    /// <param name="brain">Told what happens and what is decided.</param>
    /// <param name="hangUp">Told when everything was said and the call is to end. Must not wait.</param>
    /// <param name="services">What calls share.</param>
    /// <param name="host">Runs the graph.</param>
    /// <param name="context">What the streams before it have used up.</param>
    /// <param name="logger">Names the call.</param>
    public CallRun(
        MediaStreamConnection stream, OpenSession open, IConversationBrain brain, Action<CallEndReason> hangUp, CallServices services,
        GraphHost host, StreamContext context, ILogger logger)
    {
        _stream = stream;
        _brain = new BrainMailbox(brain);
        _hangUp = hangUp;
        _services = services;
        _logger = logger;
        CallOptions options = services.Options;
        var telemetry = new CallTelemetry(services.Metrics, logger, options.LogTranscripts);
        _buffers = new AudioBuffers(services.Buffers);
        _requests = new CallRequests(CallGraph.TurnInputs, telemetry.Dropped);
        _sessions = new RealtimeSessions(open, options, _brain, _buffers, telemetry, _lastWords, services.Time);
        _stop = KillSwitches.Shared(stream.CallSid);
        _end = CallGraph.Draw(new CallParts(
            stream, _sessions, _requests, OnDecided, _stop, options, context.Apply(options.TurnsOfSession), _brain, telemetry, _buffers,
            host.Tick)).Run(host.Materializer);
        _end.Release();
    }

    public IEnumerable<BoundaryStatus> Boundaries => _end.Boundaries;

    /// <summary>Hands a wish of brain or operator to the call. Never waits.</summary>
    public void Tell(TurnInput wish) => _requests.Tell(wish);

    /// <summary>Completes when the first leg ends or a part fails, with the reason.</summary>
    public Task<CallEnd> Ended => _end.First;

    /// <summary>Lets the last words be transcribed, or hangs up, as the reason of the end wants it. The legs stay open.</summary>
    public async Task TakeLeaveAsync(CallEnd end)
    {
        _isLineLost = end.Reason == CallEndReason.CallerLineLost;
        if (end.Reason == CallEndReason.CallerHungUp) await HearLastWordsAsync();
        else if (!_isLineLost && !IsLeftToAnother(end.Reason)) await HangUpAsync(end.Reason);
    }

    public async ValueTask DisposeAsync()
    {
        Task goodbye = _sessions.CloseAsync();
        // A peer that is gone answers no goodbye.
        if (_isLineLost) _stream.Abort();
        else await _stream.CloseAsync(WebSocketCloseStatus.NormalClosure, "call ended");
        await WithinAsync(Task.WhenAll(_end.CallerLeg, goodbye), _services.Options.CloseTimeout);
        _stop.Shutdown();
        await _end.Stopped;
        _sessions.Dispose();
        _buffers.Dispose();
    }

    private void OnDecided(CallDecision decision)
    {
        switch (decision)
        {
            case HangUpDecided hangUp: _hangUp(hangUp.Reason); break;
            case BrainReport report: _brain.Tell(report.Command); break;
            default: throw new ArgumentOutOfRangeException(nameof(decision), decision, "A call does not know this decision.");
        }
    }

    /// <summary>
    /// The transcript of the last sentence arrives after the caller has gone; without it the request in it would be lost.
    /// </summary>
    private async Task HearLastWordsAsync()
    {
        _requests.Tell(new CallerGone());
        await WithinAsync(Task.WhenAny(_lastWords.WhenKnownAsync(), _end.ModelLeg), _services.Options.LastWordsTimeout);
    }

    /// <summary>The call itself goes on: its closed stream makes Twilio ask where.</summary>
    private bool IsLeftToAnother(CallEndReason reason) => reason == CallEndReason.Draining && _services.Options.Resume;

    /// <summary>
    /// Ends the call itself, with an apology when it failed. Without the REST interface, or when it does not answer, closing the stream
    /// does the same: Twilio asks what next, and is told.
    /// </summary>
    private async Task HangUpAsync(CallEndReason reason)
    {
        if (_services.Twilio is not { } twilio) return;
        using var timeout = new CancellationTokenSource(_services.Options.CloseTimeout, _services.Time);
        try
        {
            TwilioResult result = reason.IsFailure() && _services.Options.FailureMessage is { Length: > 0 } message
                ? await twilio.RedirectCallAsync(_stream.CallSid, new VoiceResponse().Say(message).Hangup().ToXml(), timeout.Token)
                : await twilio.EndCallAsync(_stream.CallSid, timeout.Token);
            if (!result.Succeeded) _logger.NotHungUp(result.Text);
        }
        catch (OperationCanceledException)
        {
            _logger.NotHungUp("no answer in time");
        }
    }

    private async Task WithinAsync(Task task, TimeSpan limit)
    {
        if (task.IsCompleted) return;
        using var timeout = new CancellationTokenSource(limit, _services.Time);
        await task.WaitAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
