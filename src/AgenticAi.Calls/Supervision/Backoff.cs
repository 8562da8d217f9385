namespace AgenticAi.Calls.Supervision;

/// <summary>The pause before an attempt: none before the first, then anything from zero to a bound that doubles up to a cap.</summary>
/// <remarks>
/// Exponential backoff with <em>full</em> jitter, after "Exponential Backoff And Jitter" (AWS Architecture Blog,
/// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), where it makes the least work for both sides. Equal jitter
/// keeps half of each pause fixed: calls that lost their model together would come back in narrower waves, and each caller would wait
/// half as long again on average.
/// </remarks>
public static class Backoff
{
    private const int MostDoublings = 62;

    /// <param name="attempt">Attempts made before this one, from 0.</param>
    /// <param name="random">At least 0, less than 1.</param>
    /// <param name="options">First and longest pause.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static TimeSpan Pause(int attempt, double random, SupervisionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(attempt);
        if (random is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(random), random, "Not in [0, 1).");
        if (attempt == 0) return TimeSpan.Zero;
        double bound = Math.ScaleB(options.FirstPause.Ticks, Math.Min(attempt - 1, MostDoublings));
        return new TimeSpan((long)(Math.Min(bound, options.LongestPause.Ticks) * random));
    }
}
