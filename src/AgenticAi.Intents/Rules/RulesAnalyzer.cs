using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Language;
using AgenticAi.Intents.Rules.Reading;
using AgenticAi.Intents.Rules.Recalling;

namespace AgenticAi.Intents.Rules;

/// <summary>
/// Understands English by rules alone: offline, without state, the same answer to the same question, in microseconds. In doubt it does
/// not act. The words it knows are in English.txt; how well it does is measured by the labelled set of <see cref="Evaluation"/>.
/// </summary>
public sealed class RulesAnalyzer : IIntentAnalyzer
{
    /// <summary>Longer utterances are read up to here: some ten minutes of speech.</summary>
    private const int MostCharacters = 10_000;

    /// <inheritdoc/>
    public string Name => "rules";

    /// <inheritdoc/>
    public Task<Intent> AnalyzeAsync(IntentQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Understand(question));
    }

    /// <summary>The pipeline. Each step is a file of its own.</summary>
    internal static Intent Understand(IntentQuestion question)
    {
        string text = question.Text.Length > MostCharacters ? question.Text[..MostCharacters] : question.Text;
        Word[] words = Hesitations.TakeOut(Transcript.Read(text));
        var verdict = new Verdict(new Recall(question.Memory));
        foreach (Word[] sentence in Sentences.Of(words).SelectMany(SelfRepair.Apply)) verdict.Take(sentence);
        return verdict.Intent();
    }
}
