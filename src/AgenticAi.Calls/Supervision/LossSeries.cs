namespace AgenticAi.Calls.Supervision;

/// <summary>
/// Losses of the model with no lasting session between them, and how often it was tried to restore one. A value: nothing waits here and
/// nothing is remembered but what it says. Times are those of one clock of the caller's choice.
/// </summary>
/// <param name="Since">The first loss.</param>
/// <param name="Attempts">Attempts made since.</param>
public sealed record LossSeries(TimeSpan Since, int Attempts)
{
    /// <summary>
    /// A session is lost, or could not be had at all. One that lasted begins a new series; one that died at once goes on with the old, or
    /// sessions could be opened and lost for ever without a pause and without an end.
    /// </summary>
    /// <param name="before">The series that the session was to end; null for the first of a call.</param>
    /// <param name="lostAt">When it was lost.</param>
    /// <param name="lived">How long it stood; zero when it never did.</param>
    /// <param name="options">What counts as lasting.</param>
    public static LossSeries After(LossSeries? before, TimeSpan lostAt, TimeSpan lived, SupervisionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return before is null || lived >= options.LastingSession ? new LossSeries(lostAt, Attempts: 0) : before;
    }

    /// <summary>
    /// The next attempt; null when there is no time for one, which is when the call ends. A pause that would reach the deadline is not
    /// waited for: better a goodbye now than silence before it.
    /// </summary>
    /// <param name="now">When the last attempt has failed.</param>
    /// <param name="random">At least 0, less than 1.</param>
    /// <param name="options">The deadline and the pauses.</param>
    /// <exception cref="ArgumentOutOfRangeException">The random number is outside its range.</exception>
    public RestoreAttempt? Next(TimeSpan now, double random, SupervisionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        TimeSpan pause = Backoff.Pause(Attempts, random, options);
        TimeSpan left = options.RestoreWithin - (now - Since) - pause;
        return left > TimeSpan.Zero ? new RestoreAttempt(this with { Attempts = Attempts + 1 }, pause, left) : null;
    }
}
