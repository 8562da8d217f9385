using AgenticAi.Simulation.Speech;

namespace AgenticAi.Simulation.Twilio;

/// <summary>A call in progress: what has happened so far, and the caller's hands. Safe for several threads.</summary>
public sealed class PhoneCall : IAsyncDisposable
{
    private readonly CallContext _call;
    private readonly CancellationTokenSource _cancelled;
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PhoneCall(SimulatedTwilioOptions options, CallPlan plan, CancellationToken cancellationToken)
    {
        CallSid = options.Ids.Sid("CA");
        _cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var log = new CallLog(CallSid, plan, options.Time);
        _call = new CallContext(options, plan, CallSid, log, new CallerScript(plan.Steps, plan.Patience), new CallCommands());
        options.Api?.Calls.Add(this);
        Completion = RunAsync();
    }

    public string CallSid { get; }

    /// <summary>Everything that happened, once the call is over. It never fails: what went wrong is in the record.</summary>
    public Task<CallRecord> Completion { get; }

    /// <summary>Samples of audio that have arrived for the caller so far, on all streams.</summary>
    public long ReceivedSamples => _call.Log.Received;

    internal Task Answered => _answered.Task;

    /// <summary>The webhook has answered, so that there is TwiML to be replaced.</summary>
    internal bool IsInProgress => _answered.Task.IsCompleted;

    /// <summary>Everything that happened so far. Streams appear when they have ended.</summary>
    public CallRecord Snapshot() => _call.Log.Snapshot();

    /// <summary>The caller says something as soon as he or she is not busy.</summary>
    /// <exception cref="InvalidOperationException">Too many actions wait.</exception>
    public void Say(SpeechClip clip, string text = "") => _call.Commands.Do(new SayAction(clip, text));

    /// <summary>The caller presses keys as soon as he or she is not busy.</summary>
    /// <exception cref="InvalidOperationException">Too many actions wait.</exception>
    public void Press(string digits) => _call.Commands.Do(new PressAction(digits));

    /// <summary>The caller hangs up now.</summary>
    public void HangUp() => _call.Commands.TryEnd(CallEndReason.CallerHungUp);

    /// <summary>The line is lost now: the connection is aborted without a goodbye.</summary>
    public void DropLine() => _call.Commands.TryEnd(CallEndReason.LineLost);

    /// <summary>The connection of the media stream breaks now, on its way; the call itself goes on with its TwiML.</summary>
    public void BreakStream() => _call.Commands.BreakStream();

    /// <summary>Ends the call if it is not over.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Completion.IsCompleted) await _cancelled.CancelAsync();
        await Completion;
        _cancelled.Dispose();
        _call.Commands.Dispose();
    }

    /// <returns>False when the call is over.</returns>
    internal bool TryHangUpByApi() => _call.Commands.TryEnd(CallEndReason.HungUpByApi);

    /// <returns>False when the call is over.</returns>
    internal bool TryRedirect(string twiml) => _call.Commands.TryRedirect(twiml);

    private async Task<CallRecord> RunAsync()
    {
        using var requests = new TwilioRequests(_call.Options, _call.Plan, CallSid);
        CallEndReason reason =
            _call.Commands.Settle(await EndOfTwimlAsync(new TwimlRun(_call, requests, () => _answered.TrySetResult())));
        _call.Options.Api?.Calls.Remove(this);
        _answered.TrySetResult();
        await ReportAsync(requests, reason);
        return _call.Log.Over(reason);
    }

    private async Task<CallEndReason> EndOfTwimlAsync(TwimlRun twiml)
    {
        try
        {
            return await twiml.RunAsync(_cancelled.Token);
        }
        catch (OperationCanceledException)
        {
            return CallEndReason.LineLost;
        }
    }

    private async Task ReportAsync(TwilioRequests requests, CallEndReason reason)
    {
        if (_call.Options.StatusCallbackUrl is not { } url) return;
        string status = reason switch
        {
            CallEndReason.Rejected => "busy",
            CallEndReason.ApplicationError => "failed",
            _ => "completed",
        };
        try
        {
            await requests.PostAsync(url, status, _call.Log.Now, CancellationToken.None);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            // Nobody waits for the answer of a status callback; Twilio notes it in its debugger.
            _call.Log.Error(15003, $"The status callback did not answer: {error.Message}");
        }
    }
}
