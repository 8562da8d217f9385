namespace AgenticAi.Conversations;

/// <summary>What becomes of a command that still runs when the call ends.</summary>
public enum JobsAtHangUp
{
    /// <summary>It runs on to its outcome, within its time limit, and the outcome is recorded.</summary>
    Finish,

    /// <summary>It is stopped.</summary>
    Cancel,
}
