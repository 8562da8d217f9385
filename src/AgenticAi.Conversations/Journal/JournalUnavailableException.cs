namespace AgenticAi.Conversations;

/// <summary>The journal cannot be used now: locked, read-only, full, gone. It may be back later, so trying again makes sense.</summary>
public sealed class JournalUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
