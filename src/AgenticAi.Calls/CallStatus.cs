using AgenticAi.Conversations;

namespace AgenticAi.Calls;

/// <summary>Where a call stands.</summary>
public enum CallStatus
{
    /// <summary>Announced by the webhook; the stream has not started.</summary>
    Announced,

    /// <summary>The stream runs.</summary>
    Running,

    /// <summary>Being closed: legs, brain and buffers.</summary>
    Ending,

    /// <summary>Over; nothing of it is open.</summary>
    Ended,
}

/// <summary>A call as it is at one moment.</summary>
public sealed record CallSnapshot(CallRequest Request, CallStatus Status, DateTimeOffset AnnouncedAt, string? StreamSid)
{
    /// <summary>What it has cost so far, as far as there are prices.</summary>
    public ConversationCost Cost { get; init; } = ConversationCost.None;
}
