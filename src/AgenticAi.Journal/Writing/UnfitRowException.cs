namespace AgenticAi.Journal;

/// <summary>An event cannot be stored whatever the state of the journal, such as one beyond the limit of a gigabyte.</summary>
internal sealed class UnfitRowException(Exception innerException)
    : ArgumentException($"The events cannot be stored: {innerException.Message}", innerException);
