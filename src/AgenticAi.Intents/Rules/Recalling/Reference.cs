using AgenticAi.Intents.Rules.Amending;
using AgenticAi.Intents.Rules.Language;
using AgenticAi.Intents.Rules.Reading;

namespace AgenticAi.Intents.Rules.Recalling;

/// <summary>Step 5b: sentences that only point at what was: "do that again", "the same for Saturday", "the second one".</summary>
internal static class Reference
{
    public static Act? Read(Word[] matter, Recall recall)
    {
        Lexicon english = Lexicon.English;
        Word[] bare = Whole.WithoutClosers(WithoutFrames(matter));
        if (bare.Length == 0) return null;
        if (english.Again.IsWhole(bare)) return Repeated(bare, recall, []);
        if (english.SameBut.Match(bare) is > 0 and int same && same < bare.Length) return Repeated(bare, recall, bare[(same - 1)..]);
        return english.Positions.Match(bare, 0, out int position) == bare.Length ? Chosen(bare, position, recall) : null;
    }

    /// <summary>The last command once more; what is said behind it is put into it.</summary>
    private static Act Repeated(Word[] said, Recall recall, Word[] change)
    {
        if (recall.NewestFirst.FirstOrDefault() is not { } last) return Act.Command(said, 0.7);
        Word[] words = Spoken.Words(last.Text);
        if (change.Length == 0) return Act.Command(words, 0.85);
        Amendment amended = Amendment.TryApply(words, change) ?? Amendment.TryApply(words, change[1..]) ?? Amendment.Behind(words, change);
        return Act.Command(amended.Words, 0.8);
    }

    private static Act Chosen(Word[] said, int position, Recall recall) =>
        Position.ItemAt(position, recall) is { } item ? Act.Command([Spoken.Added("choose"), .. item], 0.75) : Act.Command(said, 0.65);

    private static Word[] WithoutFrames(Word[] words)
    {
        int at = 0;
        while (at < words.Length)
        {
            int frame = Math.Max(Lexicon.English.DirectFrames.Match(words, at), Lexicon.English.SoftFrames.Match(words, at));
            int wish = Lexicon.English.Wishes.Match(words, at);
            if (Math.Max(frame, wish) == 0) break;
            at += Math.Max(frame, wish);
        }

        return words[at..];
    }
}
