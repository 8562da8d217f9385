using System.Collections.Immutable;
using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Entities;

/// <summary>
/// Finds addresses, numbers, dates, times and names, in this order of precedence at each word. Names are known by their capital letter,
/// and by their place behind a verb such as "call"; a transcript in small letters hides the others.
/// </summary>
internal static class EntityReader
{
    private static readonly (string Kind, Func<Word[], int, int> Match)[] Readers =
    [
        ("email", AddressWords.MatchEmail), ("phone", AddressWords.MatchPhone), ("date", DateWords.Match), ("time", TimeWords.Match),
        ("number", NumberWords.Match),
    ];

    public static ImmutableArray<Entity> Of(Word[] words) =>
        [.. Read(words).Select(found => new Entity(found.Kind, Spoken.Of(words.AsSpan(found.Start, found.Length))))];

    public static List<Found> Read(Word[] words)
    {
        List<Found> found = [];
        for (int at = 0; at < words.Length;)
        {
            Found next = At(words, at);
            if (next.Length > 0) found.Add(next);
            at = next.Length > 0 ? next.End : at + 1;
        }

        return found;
    }

    /// <summary>The entity with which the words begin, prepositions and articles aside, or one of length 0.</summary>
    public static Found Lead(Word[] words)
    {
        int at = 0;
        while (at < words.Length && (Lexicon.English.Prepositions.Has(words[at]) || words[at].Norm is "the" or "a"))
        {
            Found early = At(words, at);
            if (early.Length > 0) return early;
            at++;
        }

        return At(words, at);
    }

    private static Found At(Word[] words, int at)
    {
        foreach ((string kind, Func<Word[], int, int> match) in Readers)
            if (at < words.Length && match(words, at) is > 0 and int length) return new Found(kind, at, length);
        return NameWords.Match(words, at) is { Length: > 0 } name ? new Found(NameWords.KindOf(words, at), at, name.Length) : default;
    }
}
