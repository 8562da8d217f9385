using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Entities;

/// <summary>Names: words with a capital letter inside a sentence, and whatever word somebody is to be called by.</summary>
internal static class NameWords
{
    /// <summary>In words: "get hold of".</summary>
    private const int LongestVerb = 3;

    public static ReadOnlySpan<Word> Match(Word[] words, int at)
    {
        int end = at;
        while (end < words.Length && IsPart(words, end, at)) end++;
        return words.AsSpan(at, end - at);
    }

    /// <summary>person, place or thing, as far as the words before it tell.</summary>
    public static string KindOf(Word[] words, int at)
    {
        Lexicon english = Lexicon.English;
        if (english.Titles.Has(words[at] with { Norm = words[at].Norm.TrimEnd('.') })) return "person";
        if (at == 0) return "thing";
        Word before = words[at - 1];
        if (english.PlacePrepositions.Has(before)) return "place";
        if (before.Norm == "to" && english.Journeys.Find(words) >= 0) return "place";
        bool isGiven = before.Norm is "to" or "with" or "for" || english.GivingVerbs.Has(before);
        return isGiven || IsAfterPersonVerb(words, at) ? "person" : "thing";
    }

    private static bool IsPart(Word[] words, int at, int start)
    {
        if (at > start && words[at - 1].EndsPart) return false;
        if (words[at].IsCapital) return !IsNoName(words, at);
        return at == start && Lexicon.English.PersonVerbs.Match(words) == at && at > 0 && IsUnknown(words[at]);
    }

    /// <summary>The first word of a sentence is written large whatever it is.</summary>
    private static bool IsNoName(Word[] words, int at)
    {
        Lexicon english = Lexicon.English;
        if (english.NoNames.Has(words[at]) || english.Weekdays.Has(words[at]) || english.Months.Has(words[at])) return true;
        bool isFirst = at == 0 || words[at - 1].EndsSentence;
        return isFirst && (!IsUnknown(words[at]) || english.Verbs.Match(words, at) > 0);
    }

    private static bool IsAfterPersonVerb(Word[] words, int at)
    {
        for (int length = 1; length <= LongestVerb && length <= at; length++)
            if (Lexicon.English.PersonVerbs.Match(words, at - length) == length) return true;
        return false;
    }

    private static bool IsUnknown(Word word)
    {
        Lexicon english = Lexicon.English;
        return !english.FunctionWords.Has(word) && !english.Determiners.Has(word) && !english.QuestionWords.Has(word)
            && !english.PersonPronouns.Has(word) && !english.ThingPronouns.Has(word) && !english.SelfWords.Has(word)
            && !english.Prepositions.Has(word) && !english.Closers.Has(word) && !english.Openers.Has(word)
            && !english.Again.Has(word) && !english.AfterPronouns.Has(word) && !english.EmptyObjects.Has(word)
            && !english.Greetings.Has(word) && !english.Yes.Has(word) && !english.No.Has(word);
    }
}
