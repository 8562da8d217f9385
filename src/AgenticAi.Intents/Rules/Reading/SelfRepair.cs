using AgenticAi.Intents.Rules.Amending;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>
/// Step 4: "call Bob, no wait, Alice" is "call Alice". Gives back several sentences where the second takes the first back.
/// </summary>
internal static class SelfRepair
{
    /// <summary>Nobody repairs one sentence more often and is still understood.</summary>
    private const int MostRepairs = 4;

    /// <summary>A longer run of words is no repair of a single one.</summary>
    private const int LongestReplacement = 4;

    public static IEnumerable<Word[]> Apply(Word[] sentence)
    {
        for (int repair = 0; repair < MostRepairs; repair++)
        {
            if (Repaired(sentence) is not { } repaired) break;
            if (repaired.Withdrawal.Length > 0) return [repaired.Words, repaired.Withdrawal];
            sentence = repaired.Words;
        }

        return [sentence];
    }

    private static (Word[] Words, Word[] Withdrawal)? Repaired(Word[] sentence)
    {
        Lexicon english = Lexicon.English;
        for (int at = 2; at < sentence.Length - 1; at++)
        {
            int length = english.Repairs.Match(sentence, at);
            if (length == 0 || at + length >= sentence.Length || english.Verbs.Find(sentence.AsSpan(0, at)) < 0) continue;
            (Word[] before, Word[] after) = (sentence[..at], sentence[(at + length)..]);
            if (IsTakenBack(after)) return ([.. before[..^1], before[^1] with { Mark = '.' }], after);
            if (Amendment.TryApply(before, after) is { } amended) return (amended.Words, []);
            if (english.StrongRepairs.Match(sentence, at) > 0 && after.Length <= LongestReplacement)
                return (Amendment.OverLastWord(before, after).Words, []);
        }

        return null;
    }

    private static bool IsTakenBack(Word[] after) =>
        Whole.Match(Lexicon.English.Cancellations, after, 0) > 0 || Whole.Match(Lexicon.English.Refusals, after, 0) > 0;
}
