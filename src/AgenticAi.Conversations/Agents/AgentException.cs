namespace AgenticAi.Conversations;

/// <summary>An agent could not do what it was asked to. The message is for log and journal and holds no secret.</summary>
public sealed class AgentException(string message, Exception? cause = null) : Exception(message, cause);
