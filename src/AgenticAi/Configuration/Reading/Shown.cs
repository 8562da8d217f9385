using System.Globalization;
using System.Text;

namespace AgenticAi.Configuration.Reading;

/// <summary>How a value that somebody wrote appears in a text of ours: on one line, not too long, numbers bare, words in quotes.</summary>
internal static class Shown
{
    private const int Longest = 120;

    public static string Value(string text) =>
        IsNumber(text) ? text : $"\"{Line(text)}\"";

    /// <summary>Control characters are written as escapes, so that no value can forge a line or colour a terminal.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder();
        foreach (char c in text)
        {
            if (line.Length >= Longest) return line.Append('…').ToString();
            if (c == '\n') line.Append("\\n");
            else if (char.IsControl(c)) line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else line.Append(c);
        }

        return line.ToString();
    }

    private static bool IsNumber(string text) =>
        text.Length is > 0 and <= Longest && text.All(c => char.IsAsciiDigit(c) || c is '-' or '.') && char.IsAsciiDigit(text[^1]);
}
