using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>How the words of a request stand to what is wanted.</summary>
internal enum RequestForm
{
    /// <summary>The words are no request.</summary>
    None,

    /// <summary>Something is to be done.</summary>
    Wanted,

    /// <summary>Something is not to be done.</summary>
    Negated,

    /// <summary>A request begins and does not go on: "could you …".</summary>
    Unfinished,
}

/// <summary>Step 6: takes politeness off a request until its verb, or the thing that is wished for, comes to light.</summary>
/// <param name="Form">Whether it is one.</param>
/// <param name="Words">The command, from its verb on.</param>
/// <param name="Confidence">The more outright it was said, the surer.</param>
internal sealed record Request(RequestForm Form, Word[] Words, double Confidence)
{
    private static readonly Request None = new(RequestForm.None, [], 0);

    /// <summary>Behind "can you" and a verb these few words at most make a question about what the voice is able to do.</summary>
    private const int LongestAbility = 2;

    /// <summary>A noun of more words than these before its verb is no noun.</summary>
    private const int LongestSubject = 3;

    public static Request Read(Word[] words)
    {
        Lexicon english = Lexicon.English;
        if (english.Voice.Match(words) > english.DirectFrames.Match(words)) return None;
        double confidence = 0.95;
        bool isAbility = false;
        int at = 0;
        while (at < words.Length)
        {
            int direct = english.DirectFrames.Match(words, at);
            int soft = english.SoftFrames.Match(words, at);
            int gerund = english.GerundFrames.Match(words, at);
            int wish = english.Wishes.Match(words, at);
            int longest = Math.Max(Math.Max(direct, soft), Math.Max(gerund, wish));
            if (english.NegatedFrames.Match(words, at) is > 0 and int negated && negated >= longest)
                return new Request(RequestForm.Negated, words[(at + negated)..], 0.9);
            if (longest == 0) break;
            if (longest == wish && wish > soft) return Wish(words[(at + wish)..]);
            if (longest == gerund) return Gerund.ToVerb(words[(at + gerund)..]) is { } verb ? Imperative(verb, 0.85) : None;
            isAbility = words[at].Norm is "can" or "could" && words[at + longest - 1].Norm == "you";
            confidence = Math.Min(confidence, longest == direct ? longest > 1 ? 0.9 : confidence : 0.8);
            at += longest;
        }

        if (at == words.Length) return at == 0 ? None : new Request(RequestForm.Unfinished, [], 0.6);
        return isAbility && IsAbility(words[at..]) ? None : Imperative(words[at..], confidence);
    }

    private static Request Imperative(Word[] words, double confidence)
    {
        Lexicon english = Lexicon.English;
        int verb = english.Verbs.Match(words);
        if (verb == 0 || IsNoun(words, verb) || IsForTheVoice(words, verb)) return None;
        return new Request(RequestForm.Wanted, Whole.WithoutClosers(words), confidence);
    }

    private static bool IsForTheVoice(Word[] words, int verb) =>
        Lexicon.English.Voice.Match(words) >= verb
        || (words is [{ Norm: "tell" }, { Norm: "me" or "us" }, ..] && Lexicon.English.VoiceTopics.Find(words) >= 0);

    /// <summary>"the call was bad" without its article, and "text messages are annoying": the verb is part of what is spoken of.</summary>
    private static bool IsNoun(Word[] words, int verb)
    {
        Lexicon english = Lexicon.English;
        if (verb >= words.Length || words[verb - 1].EndsPart) return false;
        if (english.NounSigns.Match(words, verb) > 0) return true;
        int end = verb;
        while (end < words.Length && end <= verb + LongestSubject && !words[end].IsCapital && !english.FunctionWords.Has(words[end])
            && !english.Determiners.Has(words[end]) && !english.QuestionWords.Has(words[end]) && !english.SelfWords.Has(words[end])) end++;
        return end > verb && end < words.Length && words[end].Norm is "is" or "are" or "was" or "were" && !words[end - 1].EndsPart;
    }

    private static Request Wish(Word[] thing)
    {
        Lexicon english = Lexicon.English;
        bool isThing = thing.Length > 1 && english.Determiners.Has(thing[0]) && english.NoWish.Match(thing) == 0;
        return isThing ? new Request(RequestForm.Wanted, Whole.WithoutClosers([Spoken.Added("get"), .. thing]), 0.75) : None;
    }

    /// <summary>"can you send emails" asks whether it can be done; "can you check my emails" asks for it.</summary>
    private static bool IsAbility(Word[] words)
    {
        Lexicon english = Lexicon.English;
        if (Whole.WithoutClosers(words).Length != words.Length || english.LookingVerbs.Has(words[0])) return false;
        Word[] thing = words[english.Verbs.Match(words)..];
        return thing.Length > 0 && thing.Length < words.Length && thing.Length <= LongestAbility && !english.Determiners.Has(thing[0])
            && thing[^1].Norm.EndsWith('s') && !thing.Any(word => word.IsCapital);
    }
}
