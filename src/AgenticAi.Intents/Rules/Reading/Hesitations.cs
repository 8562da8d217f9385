using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>Step 2: takes out "uh" and what was said twice. Marks stay.</summary>
internal static class Hesitations
{
    public static Word[] TakeOut(Word[] words)
    {
        List<Word> kept = [];
        for (int at = 0; at < words.Length;)
        {
            int length = Lexicon.English.Hesitations.Match(words, at);
            bool isRepeated = kept.Count > 0 && kept[^1].Norm == words[at].Norm && !kept[^1].EndsSentence && IsWord(words[at]);
            if (length == 0 && !isRepeated)
            {
                kept.Add(words[at++]);
                continue;
            }

            at += Math.Max(length, 1);
            if (kept.Count > 0 && words[at - 1].EndsPart && !kept[^1].EndsSentence) kept[^1] = kept[^1] with { Mark = words[at - 1].Mark };
        }

        return [.. kept];
    }

    /// <summary>Digits are said twice because they are there twice.</summary>
    private static bool IsWord(Word word) => !char.IsAsciiDigit(word.Norm[0]) && !Lexicon.English.Numbers.Has(word);
}
