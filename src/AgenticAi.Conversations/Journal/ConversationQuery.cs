namespace AgenticAi.Conversations;

/// <summary>Which conversations to list.</summary>
public sealed record ConversationQuery
{
    /// <summary>The largest <see cref="Limit"/>: a page for people, not an export.</summary>
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
}
