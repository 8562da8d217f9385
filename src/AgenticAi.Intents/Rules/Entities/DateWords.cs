using System.Text.RegularExpressions;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Entities;

/// <summary>Days: tomorrow morning, next Thursday, the third of May, June 2nd, the ninth.</summary>
internal static partial class DateWords
{
    public static int Match(Word[] words, int at)
    {
        int day = Day(words, at);
        return day == 0 ? 0 : day + PartOfDay(words, at + day);
    }

    private static int Day(Word[] words, int at)
    {
        Lexicon english = Lexicon.English;
        if (english.Days.Match(words, at) is > 0 and int named) return named;
        if (english.Weekdays.Match(words, at) > 0) return 1;
        if (words[at].Norm is "next" or "this" or "last" && english.Weekdays.Match(words, at + 1) > 0) return 2;
        if (english.Months.Match(words, at) > 0 && IsDayOfMonth(words, at + 1)) return 2;
        if (!IsOrdinal(words, at)) return 0;
        if (english.Months.Match(words, at + 1) > 0) return 2;
        if (at + 1 < words.Length && words[at + 1].Norm == "of" && english.Months.Match(words, at + 2) > 0) return 3;
        return at > 0 && words[at - 1].Norm == "the" && StandsAlone(words, at) ? 1 : 0;
    }

    private static int PartOfDay(Word[] words, int at) => words[at - 1].EndsPart ? 0 : Lexicon.English.PartsOfDay.Match(words, at);

    private static bool IsDayOfMonth(Word[] words, int at) => IsOrdinal(words, at)
        || (at < words.Length && NumberWords.IsNumber(words[at]));

    private static bool IsOrdinal(Word[] words, int at) =>
        at < words.Length && (Lexicon.English.Ordinals.Has(words[at]) || OrdinalDigits().IsMatch(words[at].Norm));

    /// <summary>"the ninth" is a day, "the ninth floor" is not.</summary>
    private static bool StandsAlone(Word[] words, int at) =>
        at + 1 >= words.Length || words[at].EndsPart || words[at + 1].Norm == "not" || Lexicon.English.Prepositions.Has(words[at + 1]);

    [GeneratedRegex(@"^\d{1,2}(st|nd|rd|th)$", RegexOptions.CultureInvariant)]
    private static partial Regex OrdinalDigits();
}
