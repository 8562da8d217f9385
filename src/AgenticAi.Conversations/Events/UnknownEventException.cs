namespace AgenticAi.Conversations;

/// <summary>An event was met that this version of the program does not know. Going on without it would rebuild a wrong state.</summary>
public sealed class UnknownEventException(string message, Exception? innerException = null) : Exception(message, innerException);
