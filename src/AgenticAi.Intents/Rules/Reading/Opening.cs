using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>Step 5: what a sentence begins with before it comes to the matter, and all of it when there is no matter.</summary>
internal sealed class Opening
{
    private bool _greets, _thanks, _partsWith, _assents, _confirms, _refuses, _cancels;

    private Opening(Word[] words)
    {
        int at = 0;
        while (at < words.Length && Step(words, at) is > 0 and int length) at += length;
        Rest = words[at..];
    }

    /// <summary>A yes was said.</summary>
    public bool Yes { get; private set; }

    /// <summary>A no was said.</summary>
    public bool No { get; private set; }

    /// <summary>Something was said that takes back: no, wait, sorry, actually.</summary>
    public bool Turns { get; private set; }

    /// <summary>The matter.</summary>
    public Word[] Rest { get; }

    public static Opening Of(Word[] sentence) => new(sentence);

    /// <summary>What the sentence does when there is nothing else in it.</summary>
    public Act Act(bool isAsked)
    {
        if (_cancels) return new Act(IntentKind.Cancel, 0.95);
        if (_refuses || (No && (Yes || isAsked || !_partsWith))) return new Act(IntentKind.Decline, No && Yes ? 0.6 : 0.95);
        if (isAsked && (Yes || _confirms || _assents)) return new Act(IntentKind.Confirm, 0.95);
        if (_partsWith) return new Act(IntentKind.Farewell, 0.95);
        if (_greets) return new Act(IntentKind.Greeting, 0.95);
        if (Yes || _confirms) return new Act(IntentKind.Confirm, 0.9);
        return new Act(IntentKind.Chat, 0.8);
    }

    private int Step(Word[] words, int at)
    {
        Lexicon english = Lexicon.English;
        (int Length, Action Mean) best = (0, () => { });
        Consider(Whole.Match(english.Cancellations, words, at), () => _cancels = true);
        Consider(Whole.Match(english.Refusals, words, at), () => _refuses = true);
        Consider(Whole.Match(english.Confirmations, words, at), () => _confirms = true);
        Consider(BeforeBut(english.Confirmations, words, at), () => _confirms = true);
        Consider(Whole.Match(english.Assent, words, at), () => _assents = true);
        Consider(Whole.Match(english.Farewells, words, at), () => _partsWith = true);
        Consider(english.Greetings.Match(words, at), () => _greets = true);
        Consider(english.Thanks.Match(words, at), () => _thanks = true);
        Consider(english.Yes.Match(words, at), () => Yes = true);
        Consider(english.No.Match(words, at), () => No = Turns = true);
        Consider(english.Turns.Match(words, at), () => Turns = true);
        Consider(english.Pauses.Match(words, at), () => Turns = true);
        Consider(_greets ? Introduction(words, at) : 0, () => { });
        Consider(_thanks || at > 0 ? Whole.Match(english.Closers, words, at) : 0, () => { });
        Consider(english.Openers.Match(words, at), () => { });
        best.Mean();
        return best.Length;

        void Consider(int length, Action mean)
        {
            if (length > best.Length) best = (length, mean);
        }
    }

    /// <summary>"do it, but for three".</summary>
    private static int BeforeBut(PhraseSet set, Word[] words, int at) =>
        set.Match(words, at) is > 0 and int length && at + length < words.Length && words[at + length].Norm == "but" ? length : 0;

    /// <summary>"this is Bob Miller": up to the next mark, or as long as the words look like a name.</summary>
    private static int Introduction(Word[] words, int at)
    {
        int start = Lexicon.English.Introductions.Match(words, at);
        if (start == 0) return 0;
        int end = at + start;
        while (end < words.Length && !words[end - 1].EndsPart && (words[end].IsCapital || IsLast(words, end))) end++;
        return end > at + start ? end - at : 0;
    }

    private static bool IsLast(Word[] words, int at) => at == words.Length - 1 || words[at].EndsPart;
}
