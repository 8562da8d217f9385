using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Entities;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Recalling;

/// <summary>Step 9: puts what is meant in the place of "it", "him" and "the second one" within a command.</summary>
internal static class Pointers
{
    /// <param name="command">The command, from its verb on.</param>
    /// <param name="recall">What may be meant.</param>
    /// <param name="isOpen">Set when nothing is known that could be meant.</param>
    public static Word[] Resolve(Word[] command, Recall recall, out bool isOpen)
    {
        isOpen = false;
        Lexicon english = Lexicon.English;
        int verb = english.Verbs.Match(command);
        int at = verb;
        while (at < command.Length && command[at].Norm is "me" or "us" && verb > 0) at++;
        if (verb == 0 || at >= command.Length) return command;
        if (command[at].Norm == "about" && at + 1 < command.Length) at++;
        return ReplacedAt(command, at, recall, out isOpen);
    }

    private static Word[] ReplacedAt(Word[] command, int at, Recall recall, out bool isOpen)
    {
        Lexicon english = Lexicon.English;
        isOpen = false;
        int length = 0;
        Word[]? meant = null;
        if (english.SameObject.Match(command, at) is > 0 and int same && Ends(command, at + same))
        {
            (length, meant) = (same, Thing(recall, sameVerb: command[0].Norm));
        }
        else if (english.Positions.Match(command, at, out int position) is > 0 and int place && Ends(command, at + place))
        {
            (length, meant) = (place, Position.ItemAt(position, recall));
        }
        else if (IsPersonVerb(command, at) && english.PersonPronouns.Match(command, at) == 1 && Ends(command, at + 1))
        {
            (length, meant) = (1, Person(recall) ?? Thing(recall));
        }
        else if (english.ThingPronouns.Match(command, at) is > 0 and int thing && Ends(command, at + thing))
        {
            (length, meant) = (thing, Thing(recall));
        }

        isOpen = length > 0 && meant is null;
        if (meant is null) return command;
        meant[^1] = meant[^1] with { Mark = command[at + length - 1].Mark };
        return [.. command[..at], .. meant, .. command[(at + length)..]];
    }

    /// <summary>Whether a word that points stands for itself here, and does not belong to the next one.</summary>
    private static bool Ends(Word[] command, int at) =>
        at >= command.Length || command[at - 1].EndsPart || Lexicon.English.AfterPronouns.Has(command[at])
        || Lexicon.English.Weekdays.Has(command[at]) || Lexicon.English.Days.Match(command, at) > 0;

    private static bool IsPersonVerb(Word[] command, int at) =>
        Lexicon.English.PersonVerbs.Match(command) is > 0 and int verb && verb == at;

    /// <summary>What the last command was about: its words behind the verb. What was "a" letter is "the" letter now.</summary>
    private static Word[]? Thing(Recall recall, string? sameVerb = null)
    {
        RememberedCommand? command = recall.NewestFirst.FirstOrDefault(old => sameVerb is null || Begins(old, sameVerb))
            ?? recall.NewestFirst.FirstOrDefault();
        if (command is null) return null;
        Word[] words = Spoken.Words(command.Text);
        int verb = Lexicon.English.Verbs.Match(words);
        while (verb < words.Length && words[verb].Norm is "me" or "us") verb++;
        Word[] thing = words[verb..];
        if (verb == 0 || thing.Length == 0) return null;
        return sameVerb is null && thing[0].Norm is "a" or "an" ? [Spoken.Added("the"), .. thing[1..]] : thing;
    }

    private static bool Begins(RememberedCommand command, string verb) =>
        Spoken.Words(command.Text) is [var first, ..] && first.Norm == verb;

    /// <summary>The last person in a command, or in its answer.</summary>
    private static Word[]? Person(Recall recall)
    {
        foreach (string text in recall.NewestFirst.SelectMany(command => new[] { command.Text, command.Answer ?? "" }))
        {
            Word[] words = Spoken.Words(text);
            if (EntityReader.Read(words).LastOrDefault(found => found.Kind == "person") is { Length: > 0 } person)
                return words[person.Start..person.End];
        }

        return null;
    }
}
