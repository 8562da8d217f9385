using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Calls.Telemetry;
using System.Diagnostics.Metrics;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Actors.Telemetry;

/// <summary>
/// The instruments of all brains of a process. What is wrong with one is not wrong with its call, so it shows here or nowhere.
/// </summary>
public sealed class BrainMetrics : IDisposable
{
    private readonly Meter _meter = new(CallMetrics.MeterName);

    public BrainMetrics(CallRegistry calls, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(calls);
        _meter.CreateObservableGauge(
            "agenticai.brain.waiting", () => calls.Brains.Waiting, "{command}", "Commands in the mailboxes of live calls.");
        _meter.CreateObservableGauge(
            "agenticai.brain.stopped",
            () => calls.Calls.Count(call => call.BrainHealth.StoppedBecause is not null),
            "{brain}",
            "Live calls whose brain had to stop; they go on without it.");
        _meter.CreateObservableGauge(
            "agenticai.brain.journal_failing_time",
            () => calls.Brains.JournalFailingSince is { } since ? (time.GetUtcNow() - since).TotalSeconds : 0,
            "s",
            "For how long the brain that has waited longest has found the journal away; 0 while none does.");
        _meter.CreateObservableCounter(
            "agenticai.brain.commands", () => Commands(calls.BrainsSoFar), "{command}", "Commands that were not carried out, by why.");
        _meter.CreateObservableCounter(
            "agenticai.brain.effects_failed", () => calls.BrainsSoFar.EffectsFailed, "{effect}", "Effects whose start failed.");
        _meter.CreateObservableCounter(
            "agenticai.brain.journal_failures", () => calls.BrainsSoFar.JournalFailures, "{try}", "Failed uses of the journal.");
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<long>[] Commands(BrainHealth brains) =>
    [
        Because("refused", brains.Refused),
        Because("ignored", brains.Ignored),
        Because("failed", brains.Failed),
        Because("lost", brains.Lost),
    ];

    private static Measurement<long> Because(string why, long count) => new(count, new KeyValuePair<string, object?>("why", why));
}
