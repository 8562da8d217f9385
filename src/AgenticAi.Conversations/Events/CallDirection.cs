namespace AgenticAi.Conversations;

/// <summary>Who phoned whom.</summary>
public enum CallDirection
{
    /// <summary>Somebody phoned us.</summary>
    Inbound,

    /// <summary>We phoned somebody.</summary>
    Outbound,
}
