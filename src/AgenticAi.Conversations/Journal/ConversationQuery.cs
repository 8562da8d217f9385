namespace AgenticAi.Conversations;

/// <summary>Which conversations to list: those that fulfil all that is asked for. A further page begins after the last of the one before.</summary>
public sealed record ConversationQuery
{
    /// <summary>The largest <see cref="Limit"/>: a page, not an export.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>At most this many, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxLimit);
            field = value;
        }
    } = 50;

    /// <summary>Only those whose first event is not older than this; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only those whose first event is older than this; null for all.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only those from or to this number; null for all.</summary>
    public string? Number { get; init; }

    /// <summary>Only those that ended for this reason; null for all.</summary>
    public EndReason? EndReason { get; init; }

    /// <summary>Only those that have cost at least this much, in whichever currency; null for all.</summary>
    public decimal? MinCost { get; init; }

    /// <summary>Where the page before ended; null for the first page.</summary>
    public ConversationPosition? After { get; init; }
}

/// <summary>The place of a conversation in a list, the one begun last first.</summary>
/// <param name="FirstEventAt">When its first event happened.</param>
/// <param name="ConversationId">Its id, which orders what began in the same microsecond.</param>
public readonly record struct ConversationPosition(DateTimeOffset FirstEventAt, string ConversationId)
{
    /// <summary>The place of a conversation that was listed.</summary>
    public static ConversationPosition Of(ConversationSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new(summary.FirstEventAt, summary.ConversationId);
    }
}
