namespace AgenticAi.Conversations;

/// <summary>An analyser could not say what the caller wants. The message is for people and holds no secret.</summary>
public sealed class IntentAnalysisException(string message, Exception? cause = null) : Exception(message, cause);
