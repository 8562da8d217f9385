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
            "For how long the journal could not be used; 0 while it can.");
        _meter.CreateObservableCounter("agenticai.journal.events", () => journal.Health.Events, "{event}", "Events that were stored.");
        _meter.CreateObservableCounter("agenticai.journal.entries", () => journal.Health.Entries, "{entry}", "Entries they are in, a decision each.");
        _meter.CreateObservableCounter(
            "agenticai.journal.failures", () => journal.Health.Failures, "{try}", "Failed uses of the journal by brains; they try again.");
        _meter.CreateObservableCounter(
            "agenticai.journal.files_lost",
            () => journal.Health.FilesLost,
            "{file}",
            "Times the file was deleted or moved while it was in use.");
    }

    public void Dispose() => _meter.Dispose();
}
