namespace AgenticAi.Calls.Supervision;

/// <summary>How long and how often a lost model is asked for. All times are greater than zero.</summary>
/// <exception cref="ArgumentOutOfRangeException">A time is zero or less.</exception>
public sealed record SupervisionOptions
{
    /// <summary>
    /// From the first loss of a series until the call is given up. A time and not a count, for it is the caller who waits. Two attempts
    /// that run into the connection's own limit of 10 s fit into it.
    /// </summary>
    public TimeSpan RestoreWithin { get; init => field = Positive(value); } = TimeSpan.FromSeconds(20);

    /// <summary>Longest pause before the second attempt; doubled for each one after it. The first attempt does not wait.</summary>
    public TimeSpan FirstPause { get; init => field = Positive(value); } = TimeSpan.FromMilliseconds(100);

    /// <summary>Where doubling ends, so that a server which is back is found within this time.</summary>
    public TimeSpan LongestPause { get; init => field = Positive(value); } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A session that lived this long ends a series of losses. One that dislikes what it is told dies within a few round trips, so this is
    /// far beyond them.
    /// </summary>
    public TimeSpan LastingSession { get; init => field = Positive(value); } = TimeSpan.FromSeconds(10);

    private static TimeSpan Positive(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        return value;
    }
}
