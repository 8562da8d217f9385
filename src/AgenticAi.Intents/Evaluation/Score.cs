namespace AgenticAi.Intents.Evaluation;

/// <summary>How many of how many were right.</summary>
/// <param name="Name">Of what: a category, or <c>all</c>.</param>
/// <param name="Right">How many were right.</param>
/// <param name="Total">How many there are.</param>
/// <param name="FalseCommands">How many acted and must not have.</param>
public sealed record Score(string Name, int Right, int Total, int FalseCommands)
{
    /// <summary>0 to 1; 1 where there is nothing.</summary>
    public double Accuracy => Total == 0 ? 1 : (double)Right / Total;

    internal static Score Of(string name, IReadOnlyCollection<Judgement> judgements) => new(
        name, judgements.Count(judgement => judgement.IsRight), judgements.Count, judgements.Count(judgement => judgement.IsFalseCommand));
}
