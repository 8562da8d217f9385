using System.Diagnostics.Metrics;
using AgenticAi.Journal;

namespace AgenticAi.Telemetry;

/// <summary>The instruments of the journal.</summary>
internal sealed class JournalMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "AgenticAi.Journal";

    private readonly Meter _meter = new(MeterName);

    public JournalMetrics(IJournalHealth journal, TimeProvider time)
    {
        _meter.CreateObservableGauge(
            "agenticai.journal.failing_time",
            () => journal.Health.FailingSince is { } since ? (time.GetUtcNow() - since).TotalSeconds : 0,
            "s",
            "For how long the journal has not been writable; 0 while it is.");
        _meter.CreateObservableGauge("agenticai.journal.waiting", () => journal.Health.Waiting, "{append}", "Appends without an answer.");
        _meter.CreateObservableCounter("agenticai.journal.events", () => journal.Health.Events, "{event}", "Events that were stored.");
        _meter.CreateObservableCounter("agenticai.journal.commits", () => journal.Health.Commits, "{commit}", "Transactions they took.");
        _meter.CreateObservableCounter(
            "agenticai.journal.failed_appends",
            () => journal.Health.FailedAppends,
            "{append}",
            "Appends that could not be stored; they are repeated.");
        _meter.CreateObservableCounter(
            "agenticai.journal.files_lost",
            () => journal.Health.FilesLost,
            "{file}",
            "Times the file was deleted or moved while it was in use.");
    }

    public void Dispose() => _meter.Dispose();
}
