using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>Phrases that must be all of a part of a sentence: "stop" means what it says, "stop the music" does not.</summary>
internal static class Whole
{
    /// <summary>How many words the phrase and what closes it have, up to the next mark; 0 when something else follows.</summary>
    public static int Match(PhraseSet set, Word[] words, int at)
    {
        int length = set.Match(words, at);
        if (length == 0) return 0;
        int end = at + length;
        while (end < words.Length && !words[end - 1].EndsPart)
        {
            int closer = Lexicon.English.Closers.Match(words, end);
            if (closer == 0) return 0;
            end += closer;
        }

        return end - at;
    }

    /// <summary>The words without what closes them.</summary>
    public static Word[] WithoutClosers(Word[] words)
    {
        while (Lexicon.English.Closers.MatchEnd(words) is > 0 and int closer && closer < words.Length) words = words[..^closer];
        return words;
    }

    /// <summary>The words without the politeness before them.</summary>
    public static Word[] WithoutFrames(Word[] words)
    {
        Lexicon english = Lexicon.English;
        int at = 0;
        while (Math.Max(english.DirectFrames.Match(words, at), english.SoftFrames.Match(words, at)) is > 0 and int frame) at += frame;
        return words[at..];
    }
}
