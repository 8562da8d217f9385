namespace AgenticAi.Calls.Supervision;

/// <summary>
/// When a session of the model is left, and how long and how often a lost one is asked for. All times are greater than zero.
/// </summary>
/// <exception cref="ArgumentOutOfRangeException">A time is zero or less.</exception>
public sealed record SupervisionOptions
{
    /// <summary>
    /// From the first loss of a series until the call is given up. A time and not a count, for it is the caller who waits. Two attempts
    /// that run into the connection's own limit of 10 s fit into it.
    /// </summary>
    public TimeSpan RestoreWithin { get; init => field = Positive(value); } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// From the start of the stream until a call that has never had a session is given up: nobody has said a word to the caller yet, so it is
    /// less than <see cref="RestoreWithin"/>, which is the limit when it is shorter.
    /// </summary>
    public TimeSpan FirstWithin { get; init => field = Positive(value); } = TimeSpan.FromSeconds(8);

    /// <summary>Longest pause before the second attempt; doubled for each one after it. The first attempt does not wait.</summary>
    public TimeSpan FirstPause { get; init => field = Positive(value); } = TimeSpan.FromMilliseconds(100);

    /// <summary>Where doubling ends, so that a server which is back is found within this time.</summary>
    public TimeSpan LongestPause { get; init => field = Positive(value); } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A session that lived this long ends a series of losses. One that dislikes what it is told dies within a few round trips, so this is
    /// far beyond them.
    /// </summary>
    public TimeSpan LastingSession { get; init => field = Positive(value); } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the server may say nothing at all while something is due from it at once: the receipt of what it was sent, what follows
    /// the end of the caller's speech, the rest of a sentence it has begun. None of it is a matter of thinking: a healthy server takes
    /// a round trip.
    /// </summary>
    public TimeSpan AnswerWithin { get; init => field = Positive(value); } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long it may say nothing while it makes a response and is not in the middle of a sentence. Models that reason take seconds
    /// there; nobody holds the line for much longer than this.
    /// </summary>
    public TimeSpan ThinkWithin { get; init => field = Positive(value); } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Age at which a session is to give way to another, between two turns; earlier when the server allows sessions less than an hour.
    /// </summary>
    public TimeSpan RotateAfter { get; init => field = Positive(value); } = TimeSpan.FromMinutes(50);

    private static TimeSpan Positive(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        return value;
    }
}
