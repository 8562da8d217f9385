using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Amending;

/// <summary>Words that set one thing against another: "Alice, not Bob", "not Friday, Saturday", "to Anna instead of Peter".</summary>
/// <param name="New">What is meant.</param>
/// <param name="Old">What is not.</param>
internal sealed record Contrast(Word[] New, Word[] Old)
{
    public static Contrast? In(Word[] words)
    {
        if (words.Length < 2) return null;
        if (words[0].Norm == "not") return BehindNot(words[1..]);
        for (int at = 1; at + 1 < words.Length; at++)
        {
            if (words[at].Norm is "not") return new Contrast(words[..at], words[(at + 1)..]);
            if (words[at].Norm is "instead" && words[at + 1].Norm == "of" && at + 2 < words.Length)
                return new Contrast(words[..at], words[(at + 2)..]);
            if (words[at].Norm is "rather" && words[at + 1].Norm == "than" && at + 2 < words.Length)
                return new Contrast(words[..at], words[(at + 2)..]);
        }

        return null;
    }

    /// <summary>"not X, Y", "not X but Y", "not X I meant Y"; without any sign, two words are one each.</summary>
    private static Contrast? BehindNot(Word[] words)
    {
        for (int at = 1; at < words.Length; at++)
        {
            int sign = words[at].Norm is "but" ? 1 : Lexicon.English.Corrections.Match(words, at);
            if (sign > 0 && at + sign < words.Length) return new Contrast(words[(at + sign)..], words[..at]);
            if (words[at - 1].EndsPart) return new Contrast(words[at..], words[..at]);
        }

        return words.Length == 2 ? new Contrast(words[1..], words[..1]) : null;
    }
}
