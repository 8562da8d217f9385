using System.Net.WebSockets;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Caller;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using AgenticAi.Streams.Embedded;
using AgenticAi.Streams.Graph;
using AgenticAi.Twilio.MediaStreams;
using AgenticAi.Twilio.Rest;
using AgenticAi.Twilio.TwiML;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Lifecycle;

/// <summary>One run of a call's graph, with both of its legs: from the start of the stream until one of them, or we, ended it.</summary>
internal sealed class CallRun : IAsyncDisposable
{
    private readonly MediaStreamConnection _stream;
    private readonly TwilioSource _twilio;
    private readonly RealtimeWebSocketFlow _realtime;
    private readonly GraphRun _graph;
    private readonly CallServices _services;
    private readonly ILogger _logger;
    private readonly LastWords _lastWords = new();
    private bool _isLineLost;

    public CallRun(
        MediaStreamConnection stream, OpenSession open, IBrain brain, CallServices services, ILogger logger)
    {
        _stream = stream;
        _services = services;
        _logger = logger;
        CallOptions options = services.Options;
        var telemetry = new CallTelemetry(services.Metrics, logger, options.LogTranscripts);
        _twilio = new TwilioSource(stream, services.Buffers, telemetry, services.Time);
        _realtime = new RealtimeWebSocketFlow(open, options, brain, services.Buffers, telemetry, _lastWords, services.Time);
        Blueprint blueprint = CallGraph.Draw(
            _twilio, new EncodeSink(stream, telemetry, services.Time), _realtime, Control, options, brain, telemetry,
            services.Buffers, services.Time);
        _graph = services.Engine.Start(blueprint, telemetry);
    }

    public CallControl Control { get; } = new();

    public IEnumerable<BoundaryStatus> Boundaries => _graph.Boundaries;

    /// <summary>Runs until the first leg ends, a part fails, or an end is requested; then lets the last words be transcribed.</summary>
    public async Task<CallEnd> UntilEndAsync(Task<CallEnd> requested)
    {
        Task first = await Task.WhenAny(_graph.FirstEnd, requested, Control.HangUpWanted);
        CallEnd end = first == requested ? await requested
            : first == Control.HangUpWanted ? new CallEnd(await Control.HangUpWanted)
            : CauseOf(await _graph.FirstEnd);
        _isLineLost = end.Reason == CallEndReason.CallerLineLost;
        if (end.Reason == CallEndReason.CallerHungUp) await HearLastWordsAsync();
        else if (!_isLineLost && !IsLeftToAnother(end.Reason)) await HangUpAsync(end.Reason);
        return end;
    }

    public async ValueTask DisposeAsync()
    {
        Task goodbye = _realtime.CloseAsync();
        // A peer that is gone answers no goodbye.
        if (_isLineLost) _stream.Abort();
        else await _stream.CloseAsync(WebSocketCloseStatus.NormalClosure, "call ended");
        await WithinAsync(Task.WhenAll(_graph.EndOf(_twilio), goodbye), _services.Options.CloseTimeout);
        await _graph.DisposeAsync();
        _realtime.Dispose();
    }

    private CallEnd CauseOf(NodeEnd first) => first.Error switch
    {
        null when first.Node == _twilio.Name => CauseOf(_twilio.End!),
        null when first.Node == _realtime.Name => _realtime.End ?? new CallEnd(CallEndReason.OurFault, "the model's leg was closed by us"),
        _ => new CallEnd(CallEndReason.OurFault, first.Error?.Message ?? $"{first.Node} ended"),
    };

    private static CallEnd CauseOf(MediaStreamEnd end) =>
        new(end.Kind == MediaStreamEndKind.Stopped ? CallEndReason.CallerHungUp : CallEndReason.CallerLineLost, end.Detail);

    /// <summary>
    /// The transcript of the last sentence arrives after the caller has gone; without it the request in it would be lost.
    /// </summary>
    private async Task HearLastWordsAsync()
    {
        if (_lastWords.IsCallerSpeaking) _realtime.Commands.Push(new ModelCommand(new InputAudioCommit(), _realtime.Generation));
        await WithinAsync(Task.WhenAny(_lastWords.WhenKnownAsync(), _graph.EndOf(_realtime)), _services.Options.LastWordsTimeout);
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
