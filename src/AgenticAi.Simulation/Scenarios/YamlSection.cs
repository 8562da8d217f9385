using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace AgenticAi.Simulation.Scenarios;

/// <summary>
/// A mapping of the file being read. Each key is asked for once; <see cref="Close"/> reports those nobody asked for.
/// Errors are collected, so that all of them are told at once.
/// </summary>
internal sealed class YamlSection(YamlMappingNode node, string path, YamlErrors errors)
{
    private readonly HashSet<string> _known = [];

    public bool Has(string key) => Find(key) is not null;

    public string? Text(string key) => Find(key) is { } value ? TextOf(value, PathOf(key)) : null;

    public string RequiredText(string key)
    {
        string? text = Text(key);
        if (text is null) errors.Add(node, path, $"needs the key '{key}'");
        else if (text.Length == 0) errors.Add(node, PathOf(key), "must not be empty");
        return text ?? "";
    }

    /// <summary>A whole number within limits, or null when the key is absent.</summary>
    public int? Number(string key, int least, int most)
    {
        if (Text(key) is not { } text) return null;
        bool isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number);
        if (isNumber && number >= least && number <= most) return number;
        errors.Add(Find(key)!, PathOf(key), $"is '{text}' and must be a whole number from {least} to {most}");
        return null;
    }

    public TimeSpan? Milliseconds(string key, int most = 600_000) =>
        Number(key, 0, most) is { } number ? TimeSpan.FromMilliseconds(number) : null;

    public YamlNode? Node(string key) => Find(key);

    public YamlSection? Section(string key)
    {
        if (Find(key) is not { } value) return null;
        if (value is YamlMappingNode mapping) return new YamlSection(mapping, PathOf(key), errors);
        errors.Add(value, PathOf(key), "must be a mapping of keys to values");
        return null;
    }

    public IEnumerable<YamlSection> Sections(string key)
    {
        if (Find(key) is not { } value) yield break;
        if (value is not YamlSequenceNode sequence)
        {
            errors.Add(value, PathOf(key), "must be a list");
            yield break;
        }

        for (int i = 0; i < sequence.Children.Count; i++)
        {
            if (sequence.Children[i] is YamlMappingNode mapping) yield return new YamlSection(mapping, $"{PathOf(key)}[{i}]", errors);
            else errors.Add(sequence.Children[i], $"{PathOf(key)}[{i}]", "must be a mapping of keys to values");
        }
    }

    public void Error(string rule) => errors.Add(node, path, rule);

    /// <summary>Reports the keys that nobody asked for.</summary>
    public void Close()
    {
        string known = string.Join(", ", _known.Order(StringComparer.Ordinal));
        foreach (YamlNode key in node.Children.Keys)
        {
            string name = key.ToString();
            if (!_known.Contains(name)) errors.Add(key, PathOf(name), $"is not a known key; known here are {known}");
        }
    }

    private YamlNode? Find(string key)
    {
        _known.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) ? value : null;
    }

    private string? TextOf(YamlNode value, string at)
    {
        if (value is YamlScalarNode scalar) return scalar.Value ?? "";
        errors.Add(value, at, "must be a text or a number");
        return null;
    }

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
