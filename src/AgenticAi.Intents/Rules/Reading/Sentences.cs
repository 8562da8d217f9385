using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>Step 3: the sentences, as far as the transcript has marks.</summary>
internal static class Sentences
{
    public static IEnumerable<Word[]> Of(Word[] words)
    {
        int start = 0;
        for (int at = 0; at < words.Length; at++)
        {
            if (!words[at].EndsSentence && at < words.Length - 1) continue;
            yield return words[start..(at + 1)];
            start = at + 1;
        }
    }
}
