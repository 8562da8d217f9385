namespace AgenticAi.Conversations;

/// <summary>How far a command has come. All but the first three are outcomes, and a command has exactly one.</summary>
public enum CommandStatus
{
    /// <summary>Its turn to run has not come.</summary>
    Requested,

    /// <summary>It waits for the caller: for a PIN, or for a yes.</summary>
    Held,

    /// <summary>An agent is at it.</summary>
    Running,

    /// <summary>Done; there is an answer.</summary>
    Completed,

    /// <summary>The agent failed, or nobody knows whether it did.</summary>
    Failed,

    /// <summary>The agent took too long and was stopped.</summary>
    TimedOut,

    /// <summary>The caller did not want it any more, or the call was over.</summary>
    Cancelled,

    /// <summary>It may not be done.</summary>
    Refused,
}
