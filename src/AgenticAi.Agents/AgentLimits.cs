namespace AgenticAi.Agents;

/// <summary>Bounds that hold for every kind of agent.</summary>
internal static class AgentLimits
{
    /// <summary>
    /// Longest answer, in bytes of UTF-8 with whatever is around it. An hour of speech is some 60,000 characters; nobody listens to
    /// more.
    /// </summary>
    public const int AnswerBytes = 64 * 1024;

    /// <summary>How much of what an agent says went wrong is repeated in a log line or in the journal, in characters.</summary>
    public const int ReasonChars = 500;

    /// <summary>How long an agent may take to be told that a task is not wanted any more. The caller has been answered by then.</summary>
    public static readonly TimeSpan CancelWithin = TimeSpan.FromSeconds(5);
}
