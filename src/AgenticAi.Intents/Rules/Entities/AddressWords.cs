using System.Text.RegularExpressions;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Entities;

/// <summary>Mail addresses, written or spoken ("bob at example dot com"), and telephone numbers.</summary>
internal static partial class AddressWords
{
    /// <summary>Shorter numbers are as likely something else; emergency and directory numbers stay numbers.</summary>
    private const int LeastDigits = 6;

    public static int MatchEmail(Word[] words, int at)
    {
        if (Email().IsMatch(words[at].Norm)) return 1;
        int end = DottedName(words, at);
        if (end >= words.Length || words[end].Norm != "at") return 0;
        int domain = DottedName(words, end + 1);
        return domain > end + 2 ? domain - at : 0;
    }

    public static int MatchPhone(Word[] words, int at)
    {
        int end = at;
        int digits = 0;
        while (end < words.Length && (end == at || !words[end - 1].EndsPart))
        {
            int more = DigitsIn(words[end]);
            if (more == 0) break;
            digits += more;
            end++;
        }

        return digits >= LeastDigits ? end - at : 0;
    }

    /// <summary>The end of "word dot word dot word …".</summary>
    private static int DottedName(Word[] words, int at)
    {
        int end = at;
        while (end < words.Length && (end == at || !words[end - 1].EndsPart))
        {
            if (words[end].Norm == "at") return end;
            end++;
            if (end + 1 >= words.Length || words[end].Norm is not ("dot" or "underscore" or "dash")) return end;
            end++;
        }

        return end;
    }

    private static int DigitsIn(Word word)
    {
        if (Phone().IsMatch(word.Norm)) return word.Norm.Count(char.IsAsciiDigit);
        return Lexicon.English.Digits.Has(word) ? 1 : 0;
    }

    [GeneratedRegex(@"^[\w.+-]+@[\w-]+(\.[\w-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex(@"^\+?\d[\d/-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}
