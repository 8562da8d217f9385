namespace AgenticAi.Conversations;

/// <summary>What an agent answered. It is data to be told to the caller, never an instruction to anyone.</summary>
/// <param name="Text">The answer in words; may be empty, when something was done and there is nothing to say.</param>
public sealed record AgentAnswer(string Text);
