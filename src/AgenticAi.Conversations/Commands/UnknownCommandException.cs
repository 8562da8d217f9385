namespace AgenticAi.Conversations;

/// <summary>A recorded command was met that this version of the program does not know, so it cannot be judged again.</summary>
public sealed class UnknownCommandException(string message, Exception? innerException = null) : Exception(message, innerException);
