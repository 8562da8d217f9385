namespace AgenticAi.Journal;

/// <summary>The file or schema is a journal of a newer version of this program, or no journal at all. Trying again does not help.</summary>
public sealed class JournalSchemaException(string message) : Exception(message);
