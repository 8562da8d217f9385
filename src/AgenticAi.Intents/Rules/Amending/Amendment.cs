using AgenticAi.Intents.Rules.Entities;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Amending;

/// <summary>
/// Puts what somebody says afterwards into what they said before. The same for a correction of the last command ("no, I meant Tuesday")
/// and for one within a sentence ("call Bob, no wait, Alice").
/// </summary>
/// <param name="Words">The command as it is meant now.</param>
/// <param name="Confidence">How sure the place was.</param>
internal sealed record Amendment(Word[] Words, double Confidence)
{
    /// <summary>
    /// Tries, from the surest to the least: what is set against what, a thing of the same kind, a new beginning at the same word.
    /// </summary>
    public static Amendment? TryApply(Word[] command, Word[] change)
    {
        if (change.Length == 0 || command.Length == 0) return null;
        if (Contrast.In(change) is { } contrast) return ByContrast(command, contrast) ?? TryApply(command, contrast.New);
        return ByEntity(command, change) ?? ByRestart(command, change);
    }

    /// <summary>The last word gives way to what follows: for changes so clearly marked that they must replace something.</summary>
    public static Amendment OverLastWord(Word[] command, Word[] change) => new(Join(command[..^1], change, []), 0.75);

    /// <summary>The change stands behind the command, for whoever carries it out.</summary>
    public static Amendment Behind(Word[] command, Word[] change) =>
        new(Join([.. command[..^1], command[^1] with { Mark = ',' }], [Spoken.Added("but"), .. change], []), 0.65);

    private static Amendment? ByContrast(Word[] command, Contrast contrast)
    {
        Word[] old = WithoutLead(contrast.Old);
        int at = IndexOf(command, old);
        if (at < 0) return null;
        Word[] with = WithoutLead(contrast.New);
        if (with.Length > old.Length && EntityReader.Read(old) is [{ } was, ..])
            with = EntityReader.Read(with).LastOrDefault(found => found.CanReplace(was)) is { Length: > 0 } same
                ? with[same.Start..same.End]
                : with[^old.Length..];
        else if (with.Length > old.Length + 1)
            with = with[^old.Length..];
        return new Amendment(Join(command[..at], with, command[(at + old.Length)..]), 0.9);
    }

    private static Amendment? ByEntity(Word[] command, Word[] change)
    {
        Found now = EntityReader.Lead(change);
        if (now.Length == 0) return null;
        List<Found> there = EntityReader.Read(command);
        bool isBare = now.End == change.Length;
        Found was = there.LastOrDefault(found => now.CanReplace(found) || (isBare && now.MayReplace(found)));
        if (was.Length == 0) was = there.LastOrDefault(now.MayReplace);
        if (was.Length == 0) return null;
        bool bringsPreposition = now.Start > 0 && Lexicon.English.Prepositions.Has(change[0]);
        bool replacesPreposition = bringsPreposition && was.Start > 0 && Lexicon.English.Prepositions.Has(command[was.Start - 1]);
        int from = replacesPreposition ? was.Start - 1 : was.Start;
        Word[] middle = change[(bringsPreposition ? 0 : now.Start)..now.End];
        (Word[] counted, Word[] rest) = now.Kind == "number" ? Counted(change[now.End..], command[was.End..]) : ([], change[now.End..]);
        return new Amendment(Join(command[..from], [.. middle, .. counted], [.. command[was.End..], .. rest]), 0.85);
    }

    /// <summary>What is counted stands behind its number; where the command names it already, once is enough.</summary>
    private static (Word[] Thing, Word[] Remainder) Counted(Word[] rest, Word[] after)
    {
        if (rest.Length == 0 || Lexicon.English.Prepositions.Has(rest[0]) || Lexicon.English.FunctionWords.Has(rest[0])) return ([], rest);
        bool isThere = after.Length > 0 && after[0].Norm == rest[0].Norm;
        return (isThere ? [] : rest[..1], rest[1..]);
    }

    private static Amendment? ByRestart(Word[] command, Word[] change)
    {
        if (change[^1].Norm == "one") return null;
        int at = Array.FindLastIndex(command, word => word.Norm == change[0].Norm);
        return at < 0 ? null : new Amendment(Join(command[..at], change, []), 0.8);
    }

    /// <summary>"the ninth" is set against "eighth" wherever that stands: articles and prepositions do not count.</summary>
    private static Word[] WithoutLead(Word[] words)
    {
        int at = 0;
        while (at + 1 < words.Length && (words[at].Norm is "the" or "a" or "an" || Lexicon.English.Prepositions.Has(words[at]))) at++;
        return words[at..];
    }

    private static int IndexOf(Word[] command, Word[] sought)
    {
        for (int at = command.Length - sought.Length; at >= 0; at--)
            if (sought.Select((word, i) => word.Norm == command[at + i].Norm).All(same => same)) return at;
        return -1;
    }

    private static Word[] Join(Word[] before, Word[] middle, Word[] after)
    {
        if (middle.Length > 0 && after.Length > 0) middle = [.. middle[..^1], middle[^1] with { Mark = '\0' }];
        if (before.Length > 0 && middle.Length > 0 && middle[0].Norm != "but") before = [.. before[..^1], before[^1] with { Mark = '\0' }];
        return [.. before, .. middle, .. after];
    }
}
