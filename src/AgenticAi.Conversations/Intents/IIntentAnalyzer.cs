namespace AgenticAi.Conversations;

/// <summary>
/// Understands what a caller wants. Safe for many calls at once. It is asked off the audio path, one question after the other for a call.
/// </summary>
public interface IIntentAnalyzer
{
    /// <summary>How the journal names it: <c>rules</c>, <c>openai</c>, <c>gemini</c>.</summary>
    string Name { get; }

    /// <summary>
    /// What the caller wants with the words of the question. Whoever asks sets the time limit by the token; an answer that does not come,
    /// or comes as an exception, is never taken for a command.
    /// </summary>
    /// <exception cref="IntentAnalysisException">There is no answer, for a reason that is for people.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<Intent> AnalyzeAsync(IntentQuestion question, CancellationToken cancellationToken);
}
