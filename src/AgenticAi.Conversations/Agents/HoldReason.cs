namespace AgenticAi.Conversations;

/// <summary>What a command waits for.</summary>
public enum HoldReason
{
    /// <summary>The caller's PIN.</summary>
    Pin,

    /// <summary>The caller's yes.</summary>
    Confirmation,
}
