using AgenticAi.Intents.Evaluation;

namespace AgenticAi.Commands;

/// <summary>An evaluation for machines.</summary>
internal sealed record EvaluationDocument(
    string Analyzer, Score All, Score Tuned, Score HeldOut, IReadOnlyList<Score> Categories, IReadOnlyList<EvaluationFailure> Failures)
{
    public static EvaluationDocument Of(EvaluationReport report) => new(
        report.Analyzer, report.All, report.Tuned, report.HeldOut, [.. report.Categories],
        [.. report.Failures.Select(failure => new EvaluationFailure(
            failure.Utterance.Id, failure.Utterance.Text, failure.Fault!, failure.IsFalseCommand,
            failure.Intent?.Kind.ToString(), failure.Intent?.Command, failure.Intent?.Confidence))]);
}

/// <summary>An utterance that was not understood.</summary>
internal sealed record EvaluationFailure(
    string Id, string Utterance, string Fault, bool FalseCommand, string? Kind, string? Command, double? Confidence);
