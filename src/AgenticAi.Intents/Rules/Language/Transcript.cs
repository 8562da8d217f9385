using System.Text.RegularExpressions;

namespace AgenticAi.Intents.Rules.Language;

/// <summary>Step 1: a transcript in words. What stands in brackets is a note of the transcriber ("[noise]") and no word.</summary>
internal static partial class Transcript
{
    private const string Marks = ",.?!…:;";

    public static Word[] Read(string text)
    {
        var words = new List<Word>();
        string spoken = Notes().Replace(text, " ").Replace('’', '\'');
        foreach (string piece in Dashes().Replace(spoken, ", ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            Add(words, piece.Trim('"', '“', '”', '«', '»', '(', ')', '[', ']', '*', '<', '>'));
        return [.. words];
    }

    private static void Add(List<Word> words, string piece)
    {
        string bare = piece.TrimEnd([.. Marks]);
        char mark = MarkOf(piece[bare.Length..]);
        bare = bare.Trim('\'', '"', '“', '”', '-').TrimStart([.. Marks]);
        if (bare.Length == 0)
        {
            if (mark != '\0' && words.Count > 0) words[^1] = words[^1] with { Mark = mark };
            return;
        }

        string norm = bare.ToLowerInvariant();
        if (norm is "a.m" or "p.m") norm = norm.Replace(".", "", StringComparison.Ordinal);
        else if (mark == '.' && Abbreviations().IsMatch(norm)) (bare, mark) = (bare + ".", '\0');
        string[] opened = Contractions.Open(norm);
        for (int at = 0; at < opened.Length; at++)
            words.Add(new Word(opened[at], at == 0 ? bare : "", at == opened.Length - 1 ? mark : '\0'));
    }

    /// <summary>Of several marks the one that ends most.</summary>
    private static char MarkOf(string marks) =>
        marks.Length == 0 ? '\0'
        : marks.Contains("..", StringComparison.Ordinal) || marks.Contains('…', StringComparison.Ordinal) ? '…'
        : marks.FirstOrDefault(mark => mark is '?' or '!' or '.', marks[0]);

    [GeneratedRegex(@"\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|<[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Notes();

    [GeneratedRegex(@"\s[-–]+\s|—|--", RegexOptions.CultureInvariant)]
    private static partial Regex Dashes();

    [GeneratedRegex("^(mr|mrs|ms|dr|st|prof)$", RegexOptions.CultureInvariant)]
    private static partial Regex Abbreviations();
}
