using System.Diagnostics;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Twilio.MediaStreams;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>
/// The calls of a server, for those outside its actors: has them admitted, finds them, and waits for them when it goes down.
/// </summary>
public sealed class CallRegistry
{
    private readonly CallServices _services;
    private readonly LiveCalls _live;
    private readonly IReadOnlyActorRegistry _actors;
    private readonly ILogger _logger;

    internal CallRegistry(CallServices services, LiveCalls live, IReadOnlyActorRegistry actors)
    {
        (_services, _live, _actors) = (services, live, actors);
        _logger = services.Loggers.CreateLogger<CallRegistry>();
        if (services.Ledger is { } ledger) ledger.Reached += TellOfDay;
        CallGraph.Prepare();
    }

    /// <summary>True from the moment the server is going down.</summary>
    public bool IsDraining => _live.IsDraining;

    public int Count => _live.Count;

    public bool IsFull => Count >= _services.Options.MaxCalls;

    /// <summary>True when the day has cost as much as a day may.</summary>
    public bool IsDaySpent => _services.Ledger is { IsSpent: true };

    /// <summary>All calls that have not ended.</summary>
    public IEnumerable<Call> Calls => _live.All;

    /// <summary>Elements in the boundaries of all calls, by boundary.</summary>
    public IEnumerable<KeyValuePair<string, int>> QueueDepths => _live.All
        .SelectMany(call => call.Boundaries)
        .GroupBy(boundary => boundary.Name, (name, all) => KeyValuePair.Create(name, all.Sum(boundary => boundary.Count)));

    /// <summary>How the brains of all calls that have not ended are doing, as one.</summary>
    public BrainHealth Brains => _live.Brains;

    /// <summary>The same with the counts of those that have ended: what only grows.</summary>
    public BrainHealth BrainsSoFar => _live.BrainsSoFar;

    public Call? Find(string callSid) => _live.Find(callSid);

    /// <summary>Admits a call and begins to connect its model, or says why not. A call that is announced again is the same call.</summary>
    public Task<Admission> AdmitAsync(CallRequest request) => AdmitAsync(request, comesBack: false);

    /// <summary>
    /// A call that has no stream any more asks what next. One that ended is told how. One that was cut from its stream goes on where it
    /// is when its stream seems to live (its next stream will take the place of that one), otherwise in a call of its own that continues
    /// the conversation; where calls do not come back, it is over.
    /// </summary>
    public async Task<Comeback> ResumeAsync(CallRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        while (true)
        {
            if (Find(request.CallSid) is not { } call)
            {
                Comeback? end = await CallPast.AfterEndAsync(request.CallSid, _services, _logger);
                if (!_services.Options.Resume) return end == Comeback.Failed ? Comeback.Failed : Comeback.Over;
                if (end is { } over) return over;
                Admission admission = await AdmitAsync(request, comesBack: true);
                if (admission.Call is null) return admission.Refusal == AdmissionRefusal.Full ? Comeback.Full : Comeback.Draining;
                call = admission.Call;
            }

            CallProtocol.Resumed? resumed = await AskAsync<CallProtocol.Resumed>(
                call.Actor, new CallProtocol.Resume(), call.Completion);
            if (resumed is not null && !_services.Options.Resume)
                return resumed.Comeback == Comeback.Failed ? Comeback.Failed : Comeback.Over;
            if (resumed?.Comeback is { } comeback) return comeback;
            if (resumed is null && call.Refusal is { } refusal) return refusal;
            // It leaves its conversation, or ended before it could answer.
            await call.Completion;
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
        if (await TryAttachAsync(call, stream)) return call;
        if (!_services.Options.Resume) return null;
        call.Actor.Tell(new CallProtocol.Leave());
        await call.Completion;
        bool goesOn = await ResumeAsync(call.Request) is Comeback.GoesOn or Comeback.Begins;
        return goesOn && Find(call.Request.CallSid) is { } next && await TryAttachAsync(next, stream) ? next : null;
    }

    /// <summary>Admits no more calls, lets those that run go on for at most <paramref name="limit"/>, then ends them.</summary>
    /// <param name="limit">How long the calls may go on.</param>
    /// <param name="hurry">Completes when they may not go on any longer.</param>
    public async Task DrainAsync(TimeSpan limit, Task hurry)
    {
        // A server that did not come up has no calls, nor has one that was drained: its actors may be gone.
        if ((_live.IsDraining && _live.Count == 0) || !_actors.TryGet<CallsActor>(out IActorRef actor)) return;
        var draining = await AskAsync<CallsProtocol.Draining>(actor, new CallsProtocol.Drain(), _live.Stopped);
        IReadOnlyList<Call> running = draining?.Calls ?? [.. _live.All];
        if (running.Count > 0 && limit > TimeSpan.Zero) _logger.Draining(running.Count, limit);
        Task all = Task.WhenAll(running.Select(call => call.Completion));
        using var timeout = new CancellationTokenSource();
        await Task.WhenAny(all, hurry, Task.Delay(limit, _services.Time, timeout.Token)); // the drain is limited
        await timeout.CancelAsync();
        foreach (Call call in running) call.End(new CallEnd(CallEndReason.Draining));
        await all;
    }

    private async Task<Admission> AdmitAsync(CallRequest request, bool comesBack) =>
        await AskAsync<Admission>(
            await _actors.GetAsync<CallsActor>(), new CallsProtocol.Admit(request, comesBack, Activity.Current?.Context ?? default), _live.Stopped)
        ?? new Admission(null, AdmissionRefusal.Draining);

    private static Task<bool> TryAttachAsync(Call call, MediaStreamConnection stream) =>
        AskAsync<bool>(call.Actor, new CallProtocol.AttachStream(stream), call.Completion);

    /// <summary>Nothing when whoever is asked was gone before it could answer.</summary>
    private static async Task<T?> AskAsync<T>(IActorRef actor, object question, Task gone)
    {
        using var over = new CancellationTokenSource();
        Task<T> answer = actor.Ask<T>(question, Timeout.InfiniteTimeSpan, over.Token);
        await Task.WhenAny(answer, gone);
        // Both may be there: then the answer counts.
        if (answer.IsCompleted) return await answer;
        await over.CancelAsync();
        return default;
    }

    private void TellOfDay(string? callSid)
    {
        IEnumerable<Call> concerned = callSid is null ? Calls : Find(callSid) is { } one ? [one] : [];
        foreach (Call call in concerned)
            call.Brain.TryTell(new ReportDaySpending(_services.Ledger!.SpentBesides(call.Request.CallSid)));
    }
}
