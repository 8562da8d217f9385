using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal;

/// <summary>
/// Counts what those who write the journal tell of it, and logs when it begins to fail and when it works again, once each. Safe to use
/// from many threads at once.
/// </summary>
public sealed class JournalStatus : IJournalHealth, IJournalObserver
{
    private readonly Lock _gate = new();
    private readonly string _journal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private JournalHealth _health = new(0, 0, 0, 0, FileLostAt: null, FailingSince: null, LastError: null);

    internal JournalStatus(string journal, TimeProvider time, ILogger logger) => (_journal, _time, _logger) = (journal, time, logger);

    /// <inheritdoc/>
    public JournalHealth Health
    {
        get
        {
            lock (_gate) return _health;
        }
    }

    /// <inheritdoc/>
    public void Stored(int events)
    {
        JournalHealth before = Change(health => health with
        {
            Entries = health.Entries + 1,
            Events = health.Events + events,
            FailingSince = null,
        });
        if (before.FailingSince is { } since) JournalLog.Back(_logger, _journal, _time.GetUtcNow() - since);
    }

    /// <inheritdoc/>
    public void Failed(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        JournalHealth before = Change(health => health with
        {
            Failures = health.Failures + 1,
            FailingSince = health.FailingSince ?? _time.GetUtcNow(),
            LastError = $"The journal {_journal} cannot be used: {cause.GetBaseException().Message}",
        });
        if (before.FailingSince is null) JournalLog.Failing(_logger, cause, _journal);
    }

    /// <summary>The file was not at its path any more; <paramref name="conversations"/> of it go on.</summary>
    internal void FileLost(int conversations)
    {
        Change(health => health with { FilesLost = health.FilesLost + 1, FileLostAt = _time.GetUtcNow() });
        JournalLog.FileLost(_logger, _journal, conversations);
    }

    /// <summary>What a lost file held could not all be taken from it.</summary>
    internal void LossIncomplete(Exception exception) => JournalLog.LossIncomplete(_logger, exception, _journal);

    /// <summary>An entry cannot be read, so the read model goes on without what is in it.</summary>
    internal void Unreadable(string conversationId, string why) => JournalLog.Unreadable(_logger, conversationId, why);

    private JournalHealth Change(Func<JournalHealth, JournalHealth> change)
    {
        lock (_gate)
        {
            JournalHealth before = _health;
            _health = change(before);
            return before;
        }
    }
}
