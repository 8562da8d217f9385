using System.Collections.Concurrent;
using AgenticAi.Calls.Telemetry;
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

    /// <summary>Admits a call and begins to connect its model, or says why not. A call that is announced again is the same call.</summary>
    public Call? TryAdmit(CallRequest request, out AdmissionRefusal refusal)
    {
        refusal = default;
        lock (_gate)
        {
            if (_calls.TryGetValue(request.CallSid, out Call? known)) return known;
            if (!IsDraining && !IsFull && !IsDaySpent)
            {
                var call = new Call(request, _services, Forget);
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
        lock (_gate) _calls.TryRemove(call.Request.CallSid, out _);
    }
}
