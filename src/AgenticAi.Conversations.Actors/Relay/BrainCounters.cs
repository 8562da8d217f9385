namespace AgenticAi.Conversations.Actors;

/// <summary>What a relay counts, written by its actor and its callers, read by anybody.</summary>
internal sealed class BrainCounters
{
    private readonly Lock _gate = new();
    private BrainHealth _health = BrainHealth.None;

    public void Refused() => Change(static health => health with { Refused = health.Refused + 1 });

    public void Ignored() => Change(static health => health with { Ignored = health.Ignored + 1 });

    public void Failed(int commands) => Change(health => health with { Failed = health.Failed + commands });

    public void EffectFailed() => Change(static health => health with { EffectsFailed = health.EffectsFailed + 1 });

    /// <summary>The journal was away once more; true when it had not been before.</summary>
    public bool JournalFailed(DateTimeOffset now)
    {
        lock (_gate)
        {
            bool first = _health.JournalFailingSince is null;
            _health = _health with { JournalFailures = _health.JournalFailures + 1, JournalFailingSince = _health.JournalFailingSince ?? now };
            return first;
        }
    }

    /// <summary>The journal answered; true when it had been away.</summary>
    public bool JournalWorked(out long failures)
    {
        lock (_gate)
        {
            bool wasAway = _health.JournalFailingSince is not null;
            failures = _health.JournalFailures;
            _health = _health with { JournalFailingSince = null };
            return wasAway;
        }
    }

    public void GivenUp(string reason, int lost) =>
        Change(health => health with { Lost = health.Lost + lost, StoppedBecause = reason, JournalFailingSince = null });

    public BrainHealth Health(int waiting)
    {
        lock (_gate) return _health with { Waiting = waiting };
    }

    private void Change(Func<BrainHealth, BrainHealth> change)
    {
        lock (_gate) _health = change(_health);
    }
}
