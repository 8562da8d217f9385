namespace AgenticAi.Calls.Turns;

/// <summary>
/// Responses that failed with no heard one between them: when the next attempt is made, and when there is none. The caller waits in
/// silence, so the limit is a time.
/// </summary>
internal sealed class FailureSeries
{
    /// <summary>From the first failure to the last attempt: about as long as somebody waits on the telephone without a word.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Before the second attempt, and three times as long before each one after it: 0.2, 0.6, 1.8 s.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private const int MostAttempts = 4;

    private TimeSpan? _since;
    private int _failures;

    /// <summary>Something was heard: the next failure begins another series.</summary>
    public void End() => (_since, _failures) = (null, 0);

    /// <summary>When to ask again after one more failure; null when it is of no use.</summary>
    /// <param name="now">The time.</param>
    /// <param name="wanted">How long the server wants to be left alone; null when it does not say.</param>
    public TimeSpan? Next(TimeSpan now, TimeSpan? wanted)
    {
        _since ??= now;
        TimeSpan pause = wanted ?? FirstPause * Math.Pow(3, _failures);
        bool isOver = ++_failures >= MostAttempts || now + pause - _since > Longest;
        return isOver ? null : now + pause;
    }
}
