using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>"calling Bob" as "call Bob".</summary>
internal static class Gerund
{
    private const string End = "ing";

    /// <summary>The words with their verb in its plain form, or null when they do not begin with a known verb in -ing.</summary>
    public static Word[]? ToVerb(Word[] words)
    {
        if (words.Length == 0 || !words[0].Norm.EndsWith(End, StringComparison.Ordinal)) return null;
        string stem = words[0].Norm[..^End.Length];
        foreach (string form in (string[])[stem, stem + "e", stem.Length > 1 && stem[^1] == stem[^2] ? stem[..^1] : stem])
        {
            Word[] plain = [words[0] with { Norm = form, Text = form }, .. words[1..]];
            if (Lexicon.English.Verbs.Match(plain) > 0) return plain;
        }

        return null;
    }
}
