using System.Text;

namespace AgenticAi.Configuration.Reading;

/// <summary>What follows the equals sign on a line of a <c>.env</c> file.</summary>
internal static class EnvironmentValue
{
    /// <returns>What is wrong, or null.</returns>
    public static string? Parse(string text, out string value)
    {
        string trimmed = text.TrimStart();
        if (trimmed.StartsWith('"') || trimmed.StartsWith('\'')) return ParseQuoted(trimmed, out value);
        int comment = IndexOfComment(text);
        value = (comment < 0 ? text : text[..comment]).Trim();
        return null;
    }

    private static int IndexOfComment(string text)
    {
        for (int at = 1; at < text.Length; at++)
            if (text[at] == '#' && char.IsWhiteSpace(text[at - 1])) return at;
        return -1;
    }

    private static string? ParseQuoted(string text, out string value)
    {
        char quote = text[0];
        var result = new StringBuilder();
        value = "";
        for (int at = 1; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                value = result.ToString();
                string rest = text[(at + 1)..].TrimStart();
                return rest.Length == 0 || rest[0] == '#' ? null : "text follows the closing quote: only a comment may";
            }

            bool isEscape = quote == '"' && text[at] == '\\' && at + 1 < text.Length;
            result.Append(isEscape ? Unescape(text[++at]) : text[at].ToString());
        }

        return $"the closing {quote} is missing: a value ends on its line";
    }

    private static string Unescape(char letter) => letter switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        '"' or '\\' => letter.ToString(),
        _ => "\\" + letter,
    };
}
