namespace AgenticAi.Journal;

/// <summary>An event cannot be stored whatever the state of the file, such as one beyond SQLite's limit of a gigabyte.</summary>
internal sealed class UnfitRowException(Exception innerException)
    : ArgumentException($"The events cannot be stored: {innerException.Message}", innerException);
