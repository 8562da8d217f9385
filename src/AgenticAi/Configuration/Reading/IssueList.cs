namespace AgenticAi.Configuration.Reading;

/// <summary>Collects what is wrong with one file.</summary>
internal sealed class IssueList(string file)
{
    private readonly List<ConfigurationIssue> _errors = [];
    private readonly List<ConfigurationIssue> _warnings = [];

    public int ErrorCount => _errors.Count;

    /// <summary>In the order of the lines; what has no line comes last.</summary>
    public IEnumerable<ConfigurationIssue> Errors => _errors.OrderBy(issue => issue.Line ?? int.MaxValue);

    public IEnumerable<ConfigurationIssue> Warnings => _warnings.OrderBy(issue => issue.Line ?? int.MaxValue);

    public void Error(int? line, string key, string text) => _errors.Add(new ConfigurationIssue(file, line, key, text));

    public void Warn(int? line, string key, string text) => _warnings.Add(new ConfigurationIssue(file, line, key, text));
}
