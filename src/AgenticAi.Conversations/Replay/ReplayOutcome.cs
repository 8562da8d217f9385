namespace AgenticAi.Conversations;

/// <summary>How a conversation came out that was judged again.</summary>
public enum ReplayOutcome
{
    /// <summary>Every recorded command led to the recorded events.</summary>
    Same,

    /// <summary>A command leads to other events today.</summary>
    Different,

    /// <summary>
    /// Events or commands are missing, out of order or of no known kind, so that no rules could lead from the one to the other.
    /// </summary>
    Damaged,
}
