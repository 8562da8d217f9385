namespace AgenticAi.Configuration.Reading;

/// <summary>What one reading of a file shares between its sections.</summary>
internal sealed class Binding(string file, Func<string, string?> variables)
{
    private readonly List<ConfigurationSetting> _settings = [];

    public IssueList Issues { get; } = new(file);

    public SecretMask Mask { get; } = new();

    /// <summary>Every key in the order in which it was asked for.</summary>
    public IReadOnlyList<ConfigurationSetting> Settings => _settings;

    public void Add(ConfigurationSetting setting) => _settings.Add(setting);

    /// <summary>The value with its variables replaced, or null when that was an error, which is then in the list.</summary>
    public string? Expand(YamlValue value, string key)
    {
        string text = VariableExpansion.Expand(value.Text, variables, out string? problem);
        if (problem is null) return text;
        Issues.Error(value.Line, key, problem);
        return null;
    }
}
