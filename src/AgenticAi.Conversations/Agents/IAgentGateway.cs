namespace AgenticAi.Conversations;

/// <summary>The way to an agent that gets things done. Safe for many tasks at once.</summary>
public interface IAgentGateway
{
    /// <summary>How the journal names it: <c>http</c>, <c>process</c>, <c>openclaw</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Has a task done. Whoever asks sets the time limit by the token; a cancelled task is stopped at the agent as far as that is
    /// possible, and when this returns nothing of ours is left running for it.
    /// </summary>
    /// <exception cref="AgentException">The agent failed or refused; it is not asked again.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<AgentAnswer> RunAsync(AgentTask task, CancellationToken cancellationToken);
}
