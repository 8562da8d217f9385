using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Entities;
using AgenticAi.Intents.Rules.Language;
using AgenticAi.Intents.Rules.Reading;

namespace AgenticAi.Intents.Rules.Recalling;

/// <summary>Step 8b: "send an email" was said, "to whom?" was asked, and now comes "to Bob, that I am late".</summary>
internal static class Completion
{
    /// <param name="matter">What is said now.</param>
    /// <param name="recall">What was said before.</param>
    public static Act? Read(Word[] matter, Recall recall)
    {
        if (recall.AnsweredWords is not { } before || !IsAnswer(matter)) return null;
        Intent asked = RulesAnalyzer.Understand(new IntentQuestion(before, ConversationMemory.None));
        if (asked is not { AskBack: true, Command: { } command }) return null;
        Word[] words = Spoken.Words(command);
        int verb = Lexicon.English.Verbs.Match(words);
        while (verb < words.Length && words[verb].Norm is "me" or "us") verb++;
        return Act.Command(StandsFor(words, verb) ? [.. words[..verb], .. matter] : [.. words, .. matter], 0.75);
    }

    /// <summary>Whether the command has no more than a word in the place of what is named now: "call him", "book something".</summary>
    private static bool StandsFor(Word[] command, int at)
    {
        Lexicon english = Lexicon.English;
        int length = Math.Max(english.PersonPronouns.Match(command, at), english.ThingPronouns.Match(command, at));
        return at < command.Length && (length == command.Length - at || command[at].Norm is "something" or "somebody" or "someone");
    }

    /// <summary>A thing, a person, a time or a place, and no sentence that tells something.</summary>
    private static bool IsAnswer(Word[] matter)
    {
        Lexicon english = Lexicon.English;
        Word first = matter[0];
        bool isPart = english.Prepositions.Has(first) || english.Determiners.Has(first) || first.Norm is "that" or "saying"
            || EntityReader.Lead(matter) is { Length: > 0, Start: 0 };
        return isPart && matter[^1].Mark != '?' && !matter.Take(4).Any(english.Auxiliaries.Has)
            && english.Reporting.Find(matter) < 0 && (first.Norm == "that" || !english.Subjects.Has(first));
    }
}
