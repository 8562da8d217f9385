using AgenticAi.Conversations;

namespace AgenticAi.Agents;

/// <summary>A gateway that can be looked at without asking its agent for anything.</summary>
public interface ICheckedAgentGateway : IAgentGateway
{
    /// <summary>Whether a task could be given to the agent now. Never throws but for a cancelled token.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<AgentCheck> CheckAsync(CancellationToken cancellationToken);
}

/// <summary>What a look at a gateway found.</summary>
/// <param name="IsGood">Whether a task would reach the agent.</param>
/// <param name="Text">What was found, and what to do about it. Holds no secret.</param>
public sealed record AgentCheck(bool IsGood, string Text);
