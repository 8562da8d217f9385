using System.Text;

namespace AgenticAi.Intents.Rules.Language;

/// <summary>Words as text again.</summary>
internal static class Spoken
{
    /// <summary>The words with their inner marks, and without the last one.</summary>
    public static string Of(ReadOnlySpan<Word> words)
    {
        var text = new StringBuilder();
        char mark = '\0';
        foreach (Word word in words)
        {
            if (word.Text.Length > 0)
            {
                if (text.Length > 0) text.Append(mark is '\0' ? "" : mark.ToString()).Append(' ');
                text.Append(word.Text);
                mark = '\0';
            }

            if (word.Mark != '\0') mark = word.Mark;
        }

        return text.ToString();
    }

    /// <summary>The words of a text that a program wrote.</summary>
    public static Word[] Words(string text) => Transcript.Read(text);

    /// <summary>A word that nobody said.</summary>
    public static Word Added(string text) => new(text, text, '\0');

    /// <summary>The same words, the last without a mark and the first, if it is a verb that began a sentence, in small letters.</summary>
    public static Word[] Command(ReadOnlySpan<Word> words)
    {
        Word[] command = words.ToArray();
        if (command.Length == 0) return command;
        command[^1] = command[^1] with { Mark = '\0' };
        if (command[0] is { IsCapital: true, Text: [_, >= 'a' and <= 'z', ..] } && Lexicon.English.Verbs.Match(command) > 0)
            command[0] = command[0] with { Text = char.ToLowerInvariant(command[0].Text[0]) + command[0].Text[1..] };
        return command;
    }
}
