using System.Collections.Frozen;

namespace AgenticAi.Intents.Rules.Language;

/// <summary>Phrases that mean the same; the longest that fits is taken, at whole words only.</summary>
internal sealed class PhraseSet
{
    private readonly FrozenDictionary<string, (string[] Words, int Value)[]> _byFirst;

    public PhraseSet(IEnumerable<(string[] Words, int Value)> phrases) => _byFirst = phrases
        .GroupBy(phrase => phrase.Words[0])
        .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Words.Length).ToArray());

    /// <summary>
    /// How many words from <paramref name="at"/> on are a phrase of the set; 0 when none is. A phrase does not reach over a mark.
    /// </summary>
    public int Match(ReadOnlySpan<Word> words, int at = 0) => Match(words, at, out _);

    /// <summary>The same, with the number that stands beside the phrase.</summary>
    public int Match(ReadOnlySpan<Word> words, int at, out int value)
    {
        value = 0;
        if (at >= words.Length || !_byFirst.TryGetValue(words[at].Norm, out (string[] Words, int Value)[]? candidates)) return 0;
        foreach ((string[] phrase, int number) in candidates)
        {
            if (!IsAt(phrase, words, at)) continue;
            value = number;
            return phrase.Length;
        }

        return 0;
    }

    /// <summary>Whether the word is a phrase by itself.</summary>
    public bool Has(Word word) => Match([word]) == 1;

    /// <summary>Whether the words are one phrase and nothing else.</summary>
    public bool IsWhole(ReadOnlySpan<Word> words) => words.Length > 0 && Match(words) == words.Length;

    /// <summary>How many words at the end are a phrase of the set; 0 when none is.</summary>
    public int MatchEnd(ReadOnlySpan<Word> words)
    {
        for (int at = 0; at < words.Length; at++)
            if (Match(words[at..]) == words.Length - at) return words.Length - at;
        return 0;
    }

    /// <summary>Where the first phrase of the set stands, or -1.</summary>
    public int Find(ReadOnlySpan<Word> words)
    {
        for (int at = 0; at < words.Length; at++)
            if (Match(words, at) > 0) return at;
        return -1;
    }

    private static bool IsAt(string[] phrase, ReadOnlySpan<Word> words, int at)
    {
        if (at + phrase.Length > words.Length) return false;
        for (int i = 0; i < phrase.Length; i++)
        {
            if (words[at + i].Norm != phrase[i]) return false;
            if (i < phrase.Length - 1 && words[at + i].EndsPart) return false;
        }

        return true;
    }
}
