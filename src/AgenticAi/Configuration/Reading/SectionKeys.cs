namespace AgenticAi.Configuration.Reading;

/// <summary>The keys of one mapping: those that are written, those that were asked for, and those that turned out wrong.</summary>
internal sealed class SectionKeys
{
    private readonly Dictionary<string, YamlEntry> _written = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];
    private readonly HashSet<string> _wrong = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly int? _line;

    /// <param name="path">The full key of the mapping, empty for the root.</param>
    /// <param name="line">The line of that key, or null when it is not in the file.</param>
    /// <param name="mapping">What is written, or null when nothing is.</param>
    /// <param name="binding">Takes the error of a key that is written twice.</param>
    public SectionKeys(string path, int? line, YamlMapping? mapping, Binding binding)
    {
        _path = path;
        _line = line;
        foreach (YamlEntry entry in mapping?.Entries ?? [])
        {
            if (_written.TryGetValue(entry.Key, out YamlEntry? first))
                binding.Issues.Error(entry.Line, FullKey(entry.Key), $"is set twice, first on line {first.Line}");
            else _written.Add(entry.Key, entry);
        }
    }

    public string FullKey(string key) => _path.Length == 0 ? Shown.Line(key) : $"{_path}.{Shown.Line(key)}";

    /// <summary>What is written for a key, which is a known one from now on; null when that is nothing.</summary>
    public YamlTree? Take(string key)
    {
        _known.Add(key);
        YamlTree? value = _written.GetValueOrDefault(key)?.Value;
        return value is YamlValue { IsNull: true } ? null : value;
    }

    /// <summary>Whether the key is written, if only with nothing behind it.</summary>
    public bool Has(string key) => _written.ContainsKey(key);

    /// <summary>The line of a key, of its section when the key is not written, or null when the section is not either.</summary>
    public int? LineOf(string key) => _written.TryGetValue(key, out YamlEntry? entry) ? entry.Line : _line;

    public void MarkWrong(string key) => _wrong.Add(key);

    public bool IsWrong(string key) => _wrong.Contains(key);

    /// <summary>Makes an error of each key that nobody asked for.</summary>
    public void RefuseUnknown(IssueList issues)
    {
        foreach (YamlEntry entry in _written.Values.Where(entry => !_known.Contains(entry.Key)))
        {
            string hint = KeySuggestion.For(entry.Key, _known) is { } meant
                ? $"did you mean {meant}?"
                : "known here are " + string.Join(", ", _known);
            issues.Error(entry.Line, FullKey(entry.Key), $"unknown key ({hint})");
        }
    }
}
