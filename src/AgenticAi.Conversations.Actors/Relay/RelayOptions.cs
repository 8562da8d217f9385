namespace AgenticAi.Conversations.Actors;

/// <summary>
/// How a relay is run. Nothing here is configurable: the server runs with the defaults, tests see what follows from small ones.
/// </summary>
public sealed record RelayOptions
{
    /// <summary>
    /// Commands that may wait. Full: <see cref="BrainRelay.TryTell"/> refuses and counts. 1 to 65,536; 1,024 is some minutes
    /// of a lively call, so it fills only when the journal is away for long.
    /// </summary>
    public int Capacity { get; init => field = InRange(value, 1, 65_536); } = 1_024;

    /// <summary>Commands that are delivered at once, when that many are waiting. 1 to 1,024.</summary>
    public int MaxBatch { get; init => field = InRange(value, 1, 1_024); } = 64;

    /// <summary>
    /// How long a command waits for others, so that they are decided and stored together, unless something waits for its effect. 0 to 1 s:
    /// a commit costs about 0.9 ms of CPU, so this is most of what the brain of a call costs.
    /// </summary>
    public TimeSpan Gather { get; init => field = InRange(value, TimeSpan.Zero, TimeSpan.FromSeconds(1)); } = TimeSpan.FromMilliseconds(50);

    /// <summary>Pause after the first delivery that failed; doubled after each further one. 1 ms to 1 min.</summary>
    public TimeSpan FirstRetry { get; init => field = InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)); }
        = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause between two deliveries. 1 ms to 1 min.</summary>
    public TimeSpan LongestRetry { get; init => field = InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)); }
        = TimeSpan.FromSeconds(2);

    /// <summary>
    /// After that a delivery without an answer is taken as lost, with its brain. 1 ms to 1 min: beyond what the journal may take, whose
    /// circuit breaker answers after 10 s.
    /// </summary>
    public TimeSpan AnswerLimit { get; init => field = InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)); }
        = TimeSpan.FromSeconds(12);

    /// <summary>
    /// How long <see cref="BrainRelay.CompleteAsync"/> waits for a journal that is away. Until then a relay tries as long as
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
