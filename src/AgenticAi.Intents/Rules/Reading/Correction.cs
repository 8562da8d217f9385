using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Amending;
using AgenticAi.Intents.Rules.Entities;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>Step 8: what was asked for last is meant otherwise.</summary>
internal static class Correction
{
    /// <summary>More words than these behind a "no" are a remark.</summary>
    private const int LongestBareChange = 8;

    /// <summary>Within these words a sentence that tells something has its subject or its verb.</summary>
    private const int LongestSubject = 5;

    /// <param name="opening">The sentence.</param>
    /// <param name="last">The command before, or null.</param>
    public static Act? Read(Opening opening, Word[]? last)
    {
        if (last is not null && Proposed(opening.Rest, last) is { } proposed) return proposed;
        Word[] matter = Whole.WithoutFrames(opening.Rest);
        if (matter.Length == 0) return null;
        int sign = Lexicon.English.Corrections.Match(matter);
        Word[] change = WithoutEnd(matter[sign..]);
        if (change.Length == 0) return null;
        if (last is null) return IsOfNothing(opening, matter, sign) ? new Act(IntentKind.Correction, 0.6) { Words = change } : null;
        if (IsTelling(change)) return null;
        bool isInstead = Lexicon.English.Instead.MatchEnd(matter) > 0 || matter.Any(word => word.Norm == "instead");
        bool isContrast = matter[0].Norm == "not" && Lexicon.English.Verbs.Match(matter, 1) == 0 && Contrast.In(matter) is not null;
        bool isChange = sign > 0 || isInstead || isContrast || (opening.Turns && IsBareChange(change));
        bool isOrder = isInstead || (sign > 0 && !Lexicon.English.Subjects.Has(matter[0]));
        if (isChange) return Of(Amend(last, change, isOrder));
        if (!opening.No || Request.Read(matter) is not { Form: RequestForm.Wanted } request) return null;
        return Of(Amend(last, request.Words, isOrder: false), request.Words);
    }

    /// <summary>"what about Thursday?"</summary>
    private static Act? Proposed(Word[] matter, Word[] last)
    {
        int sign = Lexicon.English.Proposals.Match(matter);
        Word[] change = sign == 0 ? [] : WithoutEnd(matter[sign..]);
        return change.Length > 0 && IsBareChange(change) && !IsTelling(change) ? Of(Amendment.TryApply(last, change)) : null;
    }

    /// <summary>"make it Tuesday" corrects whatever was before; "I said so" does only behind a "no".</summary>
    private static bool IsOfNothing(Opening opening, Word[] matter, int sign) => sign > 0 && (opening.Turns || matter[0].Norm != "i");

    /// <summary>"no, Bob is my brother": a sentence that tells something changes nothing, whatever it begins with.</summary>
    private static bool IsTelling(Word[] change)
    {
        Lexicon english = Lexicon.English;
        int again = english.Corrections.Find(change);
        int length = Math.Min(again < 0 ? change.Length : again, LongestSubject);
        return english.Reporting.Find(change) >= 0
            || change.Take(length).Any(word => english.Subjects.Has(word) || english.Auxiliaries.Has(word));
    }

    /// <param name="last">The command before.</param>
    /// <param name="change">What is said now.</param>
    /// <param name="isOrder">Whether it was said so that it must be done somehow: "make it vegetarian".</param>
    private static Amendment? Amend(Word[] last, Word[] change, bool isOrder) =>
        Amendment.TryApply(last, change) ?? (isOrder ? Amendment.Behind(last, change) : null);

    /// <summary>When nothing of the command before could be kept, the new words are the whole of it.</summary>
    private static Act? Of(Amendment? amendment, Word[]? instead = null) => amendment is not null
        ? new Act(IntentKind.Correction, amendment.Confidence) { Words = amendment.Words }
        : instead is null ? null : new Act(IntentKind.Correction, 0.75) { Words = instead };

    private static bool IsBareChange(Word[] change) =>
        change.Length <= LongestBareChange && Lexicon.English.NegatedFrames.Match(change) == 0
        && (Contrast.In(change) is not null || IsNamed(change, EntityReader.Lead(change)));

    /// <summary>"Alice", "Wednesday at seven", "six people": a thing and at most where or when; "Alice never calls" is a remark.</summary>
    private static bool IsNamed(Word[] change, Found thing) =>
        thing.Length > 0
        && (thing.End == change.Length || thing.Kind == "number" || change[thing.End - 1].EndsPart
            || Lexicon.English.Prepositions.Has(change[thing.End]));

    private static Word[] WithoutEnd(Word[] words)
    {
        Word[] bare = Whole.WithoutClosers(words);
        int instead = Lexicon.English.Instead.MatchEnd(bare);
        return instead > 0 ? bare[..^instead] : bare;
    }
}
