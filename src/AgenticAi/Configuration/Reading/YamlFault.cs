namespace AgenticAi.Configuration.Reading;

/// <summary>Puts a syntax error of YAML into words, with a hint for the mistakes that people make.</summary>
internal static class YamlFault
{
    /// <param name="issues">Takes the error.</param>
    /// <param name="yaml">The text of the file.</param>
    /// <param name="line">Where the parser stopped, counted from 1; at the end of the text that may be one line too far.</param>
    /// <param name="fault">What the parser says.</param>
    public static void Report(IssueList issues, string yaml, long line, string fault)
    {
        string[] lines = yaml.TrimEnd('\n').Split('\n');
        int index = (int)Math.Clamp(line, 1, lines.Length) - 1;
        string text = Shown.Line(fault.TrimEnd('.'));
        if (fault.Contains(" tab ", StringComparison.Ordinal) && FindTab(lines, index) is { } tab)
            (index, text) = (tab, "a tab is not allowed as indentation: use spaces");
        else if (lines[index].Contains("${", StringComparison.Ordinal) && !lines[index].Contains('"'))
            text += """ (inside { } a value with ${NAME} needs quotes: "${NAME}")""";
        issues.Error(index + 1, "", "is not valid YAML: " + text);
    }

    /// <summary>The parser names the line before the one with the tab.</summary>
    private static int? FindTab(string[] lines, int from)
    {
        int found = Array.FindIndex(lines, from, line => line.TakeWhile(char.IsWhiteSpace).Contains('\t'));
        return found < 0 ? null : found;
    }
}
