using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>What is known of the caller's wishes and what is done about them.</summary>
public sealed record WorkState
{
    /// <summary>Everything the caller asked for, by command id.</summary>
    public ImmutableDictionary<string, Job> Jobs { get; init; } = ImmutableDictionary<string, Job>.Empty;

    /// <summary>Utterances whose intent was asked for.</summary>
    public ImmutableHashSet<string> AskedIntents { get; init; } = [];

    /// <summary>Those of them without an answer.</summary>
    public ImmutableHashSet<string> OpenIntents { get; init; } = [];

    /// <summary>True when the caller gave the right PIN.</summary>
    public bool IsAuthorised { get; init; }

    /// <summary>How many wrong PINs there were.</summary>
    public int WrongPins { get; init; }

    /// <summary>What the caller asked for in earlier calls; default when that was not told.</summary>
    public ImmutableArray<RememberedCommand> Earlier { get; init; }

    /// <summary>The jobs in the order in which they were asked for.</summary>
    public IEnumerable<Job> InOrder => Jobs.Values.OrderBy(job => job.Number);

    /// <summary>The jobs without an outcome, in order.</summary>
    public IEnumerable<Job> Open => InOrder.Where(job => job.IsOpen);

    /// <summary>True while a PIN of the caller is waited for.</summary>
    public bool AwaitsPin => Jobs.Values.Any(job => job.HeldFor is HoldReason.Pin);

    /// <summary>True while something is to come of what was said.</summary>
    public bool IsBusy => OpenIntents.Count > 0 || Jobs.Values.Any(job => job.IsOpen);

    /// <summary>The oldest job that waits for a yes: the one the caller is being asked about.</summary>
    internal Job? Asked => InOrder.FirstOrDefault(job => job.HeldFor is HoldReason.Confirmation);

    internal WorkState With(string id, Func<Job, Job> change) => this with { Jobs = Jobs.SetItem(id, change(Jobs[id])) };

    /// <summary>What waited for the PIN waits no more.</summary>
    internal WorkState Released() => this with
    {
        Jobs = Jobs.SetItems(
            from job in Jobs.Values
            where job.HeldFor is HoldReason.Pin
            select KeyValuePair.Create(job.Id, job with { Status = CommandStatus.Requested, HeldFor = null, HeldAt = null })),
    };

    internal WorkState Settled(string id, CommandStatus outcome) =>
        With(id, job => job with { Status = outcome, HeldFor = null, HeldAt = null });
}
