using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal;

/// <summary>Counts what the writer does and logs when it begins to fail and when it works again, once each.</summary>
internal sealed class WriterStatus(string path, TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();
    private JournalHealth _health = new(0, 0, 0, 0, 0, 0, FailingSince: null, LastError: null);

    public JournalHealth Health(int queueDepth)
    {
        lock (_gate) return _health with { QueueDepth = queueDepth };
    }

    public void Committed(List<PendingAppend> batch)
    {
        int accepted = batch.Count(append => append.Accepted);
        JournalHealth before;
        lock (_gate)
        {
            before = _health;
            _health = before with
            {
                Appends = before.Appends + accepted,
                Events = before.Events + batch.Where(append => append.Accepted).Sum(append => append.Events),
                Commits = before.Commits + 1,
                Conflicts = before.Conflicts + batch.Count - accepted,
                FailingSince = null,
            };
        }

        if (before.FailingSince is { } since) JournalLog.Back(logger, path, time.GetUtcNow() - since);
    }

    public void Failed(List<PendingAppend> batch, Exception exception)
    {
        JournalHealth before;
        lock (_gate)
        {
            before = _health;
            _health = before with
            {
                FailedAppends = before.FailedAppends + batch.Count,
                FailingSince = before.FailingSince ?? time.GetUtcNow(),
                LastError = exception.Message,
            };
        }

        if (before.FailingSince is null) JournalLog.Failing(logger, exception, path);
    }
}
