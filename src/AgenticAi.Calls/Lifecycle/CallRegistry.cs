using System.Collections.Concurrent;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Twilio.MediaStreams;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Lifecycle;

/// <summary>Why a call was not admitted.</summary>
public enum AdmissionRefusal
{
    /// <summary>As many calls run as may.</summary>
    Full,

    /// <summary>The server is going down.</summary>
    Draining,

    /// <summary>The day has cost as much as a day may.</summary>
    Budget,
}

/// <summary>The calls of a server: admits them, finds them, and waits for them when the server goes down.</summary>
public sealed class CallRegistry
{
    private readonly ConcurrentDictionary<string, Call> _calls = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly CallServices _services;
    private readonly ILogger _logger;
    private BrainHealth _past = BrainHealth.None;

    public CallRegistry(CallServices services)
    {
        _services = services;
        _logger = services.Loggers.CreateLogger<CallRegistry>();
        if (services.Ledger is { } ledger) ledger.Reached = TellOfDay;
        CallGraph.Prepare();
    }

    /// <summary>True from the moment the server is going down.</summary>
    public bool IsDraining { get; private set; }

    public int Count => _calls.Count;

    public bool IsFull => Count >= _services.Options.MaxCalls;

    /// <summary>True when the day has cost as much as a day may.</summary>
    public bool IsDaySpent => _services.Ledger is { IsSpent: true };

    /// <summary>All calls that have not ended.</summary>
    public IEnumerable<Call> Calls => _calls.Values;

    /// <summary>Elements in the boundaries of all calls, by boundary.</summary>
    public IEnumerable<KeyValuePair<string, int>> QueueDepths => _calls.Values
        .SelectMany(call => call.Boundaries)
        .GroupBy(boundary => boundary.Name, (name, all) => KeyValuePair.Create(name, all.Sum(boundary => boundary.Count)));

    public Call? Find(string callSid) => _calls.GetValueOrDefault(callSid);

    /// <summary>How the brains of all calls that have not ended are doing, as one.</summary>
    public BrainHealth Brains
    {
        get
        {
            lock (_gate) return SumOf(_calls.Values.Select(call => call.BrainHealth));
        }
    }

    /// <summary>The same with the counts of those that have ended: what only grows.</summary>
    public BrainHealth BrainsSoFar
    {
        get
        {
            lock (_gate) return SumOf(_calls.Values.Select(call => call.BrainHealth).Prepend(_past));
        }
    }

    /// <summary>Admits a call and begins to connect its model, or says why not. A call that is announced again is the same call.</summary>
    public Call? TryAdmit(CallRequest request, out AdmissionRefusal refusal) => TryAdmit(request, comesBack: false, out refusal);

    /// <summary>
    /// A call that has no stream any more asks what next. One that ended is told how. One that was cut from its stream goes on where it
    /// is when its stream seems to live (its next stream will take the place of that one), otherwise in a call of its own that continues
    /// the conversation; where calls do not come back, it is over.
    /// </summary>
    public async Task<Comeback> ResumeAsync(CallRequest request)
    {
        while (true)
        {
            Comeback? end = await AfterEndAsync(request.CallSid);
            if (!_services.Options.Resume) return end == Comeback.Failed ? Comeback.Failed : Comeback.Over;
            if (end is { } over) return over;
            if (TryAdmit(request, comesBack: true, out AdmissionRefusal refusal) is not { } call)
                return refusal == AdmissionRefusal.Full ? Comeback.Full : Comeback.Draining;
            switch (call.EndReason)
            {
                case null:
                    return await call.Comeback;
                case CallEndReason.Draining:
                    return Comeback.Draining;
                case CallEndReason.CallerLineLost:
                    call.Leave();
                    await call.Completion;
                    break;
                default:
                    return Comeback.Over;
            }
        }
    }

    /// <summary>
    /// Gives a stream to its call. When the call has one already, that one must be lost, though nobody noticed: a call has one at a time.
    /// Then the conversation goes on in another call.
    /// </summary>
    /// <returns>The call that has the stream now; null when none takes it.</returns>
    public async Task<Call?> AttachAsync(Call call, MediaStreamConnection stream)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.TryAttach(stream)) return call;
        if (!_services.Options.Resume) return null;
        call.Leave();
        await call.Completion;
        bool goesOn = await ResumeAsync(call.Request) is Comeback.GoesOn or Comeback.Begins;
        return goesOn && Find(call.Request.CallSid) is { } next && next.TryAttach(stream) ? next : null;
    }

    private async Task<Comeback?> AfterEndAsync(string callSid) => Find(callSid) is { } call
        ? call.EndReason?.IsFailure() == true ? Comeback.Failed : null
        : await CallPast.AfterEndAsync(callSid, _services, _logger);

    private Call? TryAdmit(CallRequest request, bool comesBack, out AdmissionRefusal refusal)
    {
        refusal = default;
        lock (_gate)
        {
            if (_calls.TryGetValue(request.CallSid, out Call? known)) return known;
            // A conversation that goes on is told goodbye when the day is spent, as one that was never cut.
            if (!IsDraining && !IsFull && (comesBack || !IsDaySpent))
            {
                var call = new Call(request, _services, Forget, comesBack);
                _calls[request.CallSid] = call;
                _services.Metrics.Active.Add(1);
                return call;
            }

            refusal = IsDraining ? AdmissionRefusal.Draining : IsFull ? AdmissionRefusal.Full : AdmissionRefusal.Budget;
        }

        _services.Metrics.Refused.Add(1, new KeyValuePair<string, object?>("reason", refusal.ToString().ToLowerInvariant()));
        return null;
    }

    /// <summary>Admits no more calls, lets those that run go on for at most <paramref name="limit"/>, then ends them.</summary>
    /// <param name="limit">How long the calls may go on.</param>
    /// <param name="hurry">Completes when they may not go on any longer.</param>
    public async Task DrainAsync(TimeSpan limit, Task hurry)
    {
        lock (_gate) IsDraining = true;
        if (!_calls.IsEmpty && limit > TimeSpan.Zero) _logger.Draining(Count, limit);
        Task all = Task.WhenAll(_calls.Values.Select(call => call.Completion));
        using var timeout = new CancellationTokenSource();
        await Task.WhenAny(all, hurry, Task.Delay(limit, _services.Time, timeout.Token));
        await timeout.CancelAsync();
        foreach (Call call in _calls.Values) call.End(new CallEnd(CallEndReason.Draining));
        await all;
    }

    private void TellOfDay(string? callSid)
    {
        IEnumerable<Call> concerned = callSid is null ? Calls : Find(callSid) is { } one ? [one] : [];
        foreach (Call call in concerned) call.TellOfDay();
    }

    private void Forget(Call call)
    {
        // A call can end before it was entered: the gate makes it wait for that.
        lock (_gate)
        {
            _calls.TryRemove(call.Request.CallSid, out _);
            _past = _past.Plus(call.BrainHealth with { Waiting = 0, StoppedBecause = null, JournalFailingSince = null });
        }
    }

    private static BrainHealth SumOf(IEnumerable<BrainHealth> brains) =>
        brains.Aggregate(BrainHealth.None, (sum, brain) => sum.Plus(brain));
}
