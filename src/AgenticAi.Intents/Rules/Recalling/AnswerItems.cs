using System.Text.RegularExpressions;

namespace AgenticAi.Intents.Rules.Recalling;

/// <summary>The list in an answer: "1. Adlon, 2. Ritz", or "I found the Adlon, the Ritz and the Hilton."</summary>
internal static partial class AnswerItems
{
    public static string[] Of(string answer)
    {
        string[] numbered = [.. Numbered().Split(answer).Skip(1).Select(Bare).Where(item => item.Length > 0)];
        if (numbered.Length > 1) return numbered;
        string listed = Lead().Replace(answer, "");
        string[] items = [.. Between().Split(listed).Select(Bare).Where(item => item.Length > 0)];
        return items.Length > 1 ? items : [];
    }

    private static string Bare(string item) => item.Trim(' ', ',', ';', '.', '\n', '-');

    [GeneratedRegex(@"(?:^|(?<=[\s,;.:]))\d+[.):]\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    /// <summary>Everything up to a colon, or up to the verb that says that there is something.</summary>
    [GeneratedRegex(@"^.*?(:|\b(found|are|is|have|has|got)\b)\s*", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Lead();

    [GeneratedRegex(@",\s+(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Between();
}
