using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>"If it rains tomorrow, send me a message": the command is all of it.</summary>
internal static class Condition
{
    public static Act? Read(Word[] words)
    {
        Lexicon english = Lexicon.English;
        int sign = english.Conditions.Match(words);
        if (sign == 0 || sign >= words.Length || english.Auxiliaries.Has(words[sign])) return null;
        for (int at = sign + 2; at < words.Length; at++)
        {
            bool isPart = words[at - 1].EndsPart;
            if (!isPart && (english.BeforeNoCommand.Has(words[at - 1]) || !HasObject(words, at))) continue;
            Request request = Request.Read(words[at..]);
            if (request.Form == RequestForm.Wanted) return Act.Command([.. words[..at], .. request.Words], 0.75);
        }

        return null;
    }

    private static bool HasObject(Word[] words, int at)
    {
        int verb = Lexicon.English.Verbs.Match(words, at);
        if (verb == 0 || at + verb >= words.Length) return false;
        Word next = words[at + verb];
        return next.IsCapital || next.Norm is "me" or "us" || Lexicon.English.Determiners.Has(next)
            || Lexicon.English.PersonPronouns.Has(next);
    }
}
