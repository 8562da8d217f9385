using AgenticAi.Configuration.Reading;

namespace AgenticAi.Configuration;

/// <summary>
/// The variables of a <c>.env</c> file: <c>NAME=value</c> a line, optionally after <c>export</c>. A # at the start of a line or after
/// white space begins a comment. In single quotes everything is literal; in double quotes \n, \r, \t, \" and \\ are escapes.
/// The last of several lines for one name wins, with a warning.
/// </summary>
public sealed class EnvironmentFile
{
    private readonly Dictionary<string, (string Value, int Line)> _variables = new(StringComparer.Ordinal);
    private readonly IssueList _issues;

    private EnvironmentFile(string file) => _issues = new IssueList(file);

    /// <summary>Lines that are not understood. Their content, which may be secret, is not part of the text.</summary>
    public IEnumerable<ConfigurationIssue> Errors => _issues.Errors;

    /// <summary>Names that are given twice.</summary>
    public IEnumerable<ConfigurationIssue> Warnings => _issues.Warnings;

    /// <summary>The names that were read.</summary>
    public IReadOnlyCollection<string> Names => _variables.Keys;

    /// <summary>The value of a variable, or null when the file does not give it.</summary>
    public string? this[string name] => _variables.TryGetValue(name, out (string Value, int Line) variable) ? variable.Value : null;

    /// <param name="text">The content of the file; lines end with LF or CR LF.</param>
    /// <param name="file">How the file is called in errors.</param>
    public static EnvironmentFile Parse(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(file);
        var result = new EnvironmentFile(file);
        string[] lines = text.TrimStart('\uFEFF').Split('\n');
        for (int index = 0; index < lines.Length; index++) result.ReadLine(lines[index].Trim(), index + 1);
        return result;
    }

    private void ReadLine(string line, int number)
    {
        if (line.Length == 0 || line[0] == '#') return;
        if (line.StartsWith("export ", StringComparison.Ordinal)) line = line[7..].TrimStart();
        int equals = line.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? "" : line[..equals].TrimEnd();
        if (!VariableExpansion.IsName(name))
        {
            _issues.Error(number, "", "the line is not NAME=value: a name has letters, digits and underscores");
            return;
        }

        if (EnvironmentValue.Parse(line[(equals + 1)..], out string value) is { } problem)
        {
            _issues.Error(number, name, problem);
            return;
        }

        if (_variables.TryGetValue(name, out (string Value, int Line) earlier))
            _issues.Warn(number, name, $"is set again: this line wins over line {earlier.Line}");
        _variables[name] = (value, number);
    }
}
