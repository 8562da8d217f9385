using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal;

/// <summary>Counts what the writer does and logs when it begins to fail and when it works again, once each.</summary>
internal sealed class WriterStatus(string journal, TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();
    private JournalHealth _health = new(0, 0, 0, 0, 0, 0, 0, 0, FileLostAt: null, FailingSince: null, LastError: null);

    public JournalHealth Health(int queueDepth, int waiting)
    {
        lock (_gate) return _health with { QueueDepth = queueDepth, Waiting = waiting };
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
                Events = before.Events + batch.Where(append => append.Accepted).Sum(append => append.Events.Length),
                Commits = before.Commits + 1,
                Conflicts = before.Conflicts + batch.Count - accepted,
                FailingSince = null,
            };
        }

        if (before.FailingSince is { } since) JournalLog.Back(logger, journal, time.GetUtcNow() - since);
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

        if (before.FailingSince is null) JournalLog.Failing(logger, exception, journal);
    }

    /// <summary>The file is not at its path any more; <paramref name="conversations"/> of it go on.</summary>
    public void FileLost(int conversations)
    {
        lock (_gate) _health = _health with { FilesLost = _health.FilesLost + 1, FileLostAt = time.GetUtcNow() };
        JournalLog.FileLost(logger, journal, conversations);
    }

    /// <summary>What a lost file held could not all be taken from it.</summary>
    public void LossIncomplete(Exception exception) => JournalLog.LossIncomplete(logger, exception, journal);
}
