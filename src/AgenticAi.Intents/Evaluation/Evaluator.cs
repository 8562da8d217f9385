using AgenticAi.Conversations;

namespace AgenticAi.Intents.Evaluation;

/// <summary>Asks an analyser every utterance of a set, one after the other.</summary>
public static class Evaluator
{
    /// <param name="analyzer">Who is asked.</param>
    /// <param name="utterances">What it is asked.</param>
    /// <param name="timeLimit">For each; an answer that comes later is none.</param>
    /// <param name="time">The clock of the limit.</param>
    /// <param name="cancellationToken">Ends the whole.</param>
    public static async Task<EvaluationReport> RunAsync(
        IIntentAnalyzer analyzer, IEnumerable<LabelledUtterance> utterances, TimeSpan timeLimit, TimeProvider time,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(analyzer);
        ArgumentNullException.ThrowIfNull(utterances);
        List<Judgement> judgements = [];
        foreach (LabelledUtterance utterance in utterances)
            judgements.Add(await JudgeAsync(analyzer, utterance, timeLimit, time, cancellationToken));
        return new EvaluationReport(analyzer.Name, [.. judgements]);
    }

    private static async Task<Judgement> JudgeAsync(
        IIntentAnalyzer analyzer, LabelledUtterance utterance, TimeSpan timeLimit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var question = new IntentQuestion(utterance.Text, utterance.Memory);
            return new Judgement(utterance, await analyzer.AnalyzeAsync(question, either.Token), NoAnswer: null);
        }
        catch (IntentAnalysisException error)
        {
            return new Judgement(utterance, Intent: null, error.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Judgement(utterance, Intent: null, $"none within {timeLimit.TotalMilliseconds:0} ms");
        }
    }
}
