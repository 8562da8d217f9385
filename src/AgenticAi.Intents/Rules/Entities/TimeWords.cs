using System.Text.RegularExpressions;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Entities;

/// <summary>Times of day and spans: noon, half past six, 7:30 pm, at eight, in twenty minutes, six in the morning.</summary>
internal static partial class TimeWords
{
    public static int Match(Word[] words, int at)
    {
        Lexicon english = Lexicon.English;
        if (english.Moments.Match(words, at) is > 0 and int moment) return moment;
        if (english.Halves.Match(words, at) is > 0 and int half)
            return NumberWords.Match(words, at + half) is > 0 and int hour ? half + hour : 0;
        if (Clock().IsMatch(words[at].Norm)) return 1 + Following(english.ClockWords, words, at + 1);
        int number = NumberWords.Match(words, at);
        if (number == 0 || words[at + number - 1].EndsPart) return number > 0 && IsAfterClockPreposition(words, at) ? number : 0;
        int after = at + number;
        if (Following(english.ClockWords, words, after) is > 0 and int clock) return number + clock;
        if (Following(english.Spans, words, after) is > 0 and int span) return number + span;
        if (Following(english.PartsOfDay, words, after) is > 0 and int part) return number + part;
        return IsAfterClockPreposition(words, at) && CanFollow(words, after) ? number : 0;
    }

    private static int Following(PhraseSet set, Word[] words, int at) => set.Match(words, at);

    private static bool IsAfterClockPreposition(Word[] words, int at) =>
        at > 0 && words[at - 1].Norm is "at" or "by" or "around" or "until" or "till" or "before" or "after";

    /// <summary>A number before a thing counts it: "after two beers".</summary>
    private static bool CanFollow(Word[] words, int at) =>
        at >= words.Length || Lexicon.English.Prepositions.Has(words[at]) || Lexicon.English.FunctionWords.Has(words[at])
        || Lexicon.English.Closers.Match(words, at) > 0 || DateWords.Match(words, at) > 0;

    [GeneratedRegex(@"^(\d{1,2}[:.]\d{2}([ap]m)?|\d{1,2}[ap]m)$", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
