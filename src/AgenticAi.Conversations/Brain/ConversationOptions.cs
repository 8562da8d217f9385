namespace AgenticAi.Conversations;

/// <summary>
/// How a brain is run. Nothing here is configurable: the server runs with the defaults, tests see what follows from small ones.
/// </summary>
public sealed record ConversationOptions
{
    /// <summary>
    /// Commands that may wait. Full: <see cref="ConversationBrain.TryTell"/> refuses and counts. 1 to 65,536; 1,024 is some minutes
    /// of a lively call, so it fills only when the journal is away for long.
    /// </summary>
    public int MailboxCapacity { get; init => field = InRange(value, 1, 65_536); } = 1_024;

    /// <summary>Commands whose events go to the journal in one append, when that many are waiting. 1 to 1,024.</summary>
    public int MaxBatch { get; init => field = InRange(value, 1, 1_024); } = 64;

    /// <summary>Pause after the first failed use of the journal; doubled after each further one. 1 ms to 1 min.</summary>
    public TimeSpan FirstRetry { get; init => field = InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)); }
        = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause between two tries. 1 ms to 1 min.</summary>
    public TimeSpan LongestRetry { get; init => field = InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)); }
        = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long <see cref="ConversationBrain.CompleteAsync"/> waits for a journal that is away. Until then a brain tries as long as
    /// its call lasts. 1 ms to 10 min.
    /// </summary>
    public TimeSpan CompletionPatience { get; init => field = InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10)); }
        = TimeSpan.FromSeconds(10);

    private static T InRange<T>(T value, T least, T most)
        where T : IComparable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
        return value;
    }
}
