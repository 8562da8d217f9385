using System.Text.RegularExpressions;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Entities;

/// <summary>Numbers, in digits or in words: 20, two, twenty five, three hundred and ten.</summary>
internal static partial class NumberWords
{
    public static int Match(Word[] words, int at)
    {
        int end = at;
        while (end < words.Length && (end == at || !words[end - 1].EndsPart))
        {
            if (IsNumber(words[end])) end++;
            else if (end > at && JoinsNumbers(words, end)) end += 2;
            else break;
        }

        return end - at;
    }

    public static bool IsNumber(Word word) => Lexicon.English.Numbers.Has(word) || Digits().IsMatch(word.Norm);

    /// <summary>The "and" of "two hundred and ten".</summary>
    private static bool JoinsNumbers(Word[] words, int at) =>
        words[at].Norm == "and" && words[at - 1].Norm is "hundred" or "thousand" && at + 1 < words.Length && IsNumber(words[at + 1]);

    [GeneratedRegex(@"^[$€£]?\d+([.,]\d+)*[%$€£]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
