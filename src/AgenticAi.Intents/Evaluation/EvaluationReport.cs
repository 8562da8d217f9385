using System.Collections.Immutable;

namespace AgenticAi.Intents.Evaluation;

/// <summary>How well an analyser understands the labelled set.</summary>
/// <param name="Analyzer">Its name.</param>
/// <param name="Judgements">All answers, in the order of the set.</param>
public sealed record EvaluationReport(string Analyzer, ImmutableArray<Judgement> Judgements)
{
    /// <summary>The part that the rules were made with.</summary>
    public Score Tuned => Score.Of("tuned", [.. Judgements.Where(judgement => !judgement.Utterance.IsHeldOut)]);

    /// <summary>The part that was held out. This is the figure to expect in life, or rather an upper bound of it.</summary>
    public Score HeldOut => Score.Of("held out", [.. Judgements.Where(judgement => judgement.Utterance.IsHeldOut)]);

    /// <summary>Both.</summary>
    public Score All => Score.Of("all", Judgements);

    /// <summary>Both by category, in the order of the set.</summary>
    public IEnumerable<Score> Categories =>
        Judgements.GroupBy(judgement => judgement.Utterance.Category).Select(group => Score.Of(group.Key, [.. group]));

    /// <summary>The utterances that were not understood.</summary>
    public IEnumerable<Judgement> Failures => Judgements.Where(judgement => !judgement.IsRight);
}
