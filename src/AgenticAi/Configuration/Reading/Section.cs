namespace AgenticAi.Configuration.Reading;

/// <summary>
/// Reads the keys of one mapping. Asking for a key is what makes it known, documented and checked, so each is mentioned once.
/// A wrong value becomes an error in the list and is replaced by the default, so that reading goes on to the next.
/// </summary>
internal sealed class Section
{
    private readonly SectionKeys _keys;
    private readonly Binding _binding;
    private readonly string? _refusal;
    private readonly bool _isEntry;

    private Section(SectionKeys keys, Binding binding, string? refusal, bool isEntry = false)
    {
        _isEntry = isEntry;
        _keys = keys;
        _binding = binding;
        _refusal = refusal;
    }

    /// <summary>Reads the root of a file.</summary>
    public static T ReadRoot<T>(YamlMapping mapping, Binding binding, Func<Section, T> bind) =>
        new Section(new SectionKeys("", null, mapping, binding), binding, null).ReadAll(bind);

    /// <summary>Reads a mapping below this one.</summary>
    public T Child<T>(string key, Func<Section, T> bind) => Child(key, bind, isEntry: false);

    private T Child<T>(string key, Func<Section, T> bind, bool isEntry)
    {
        YamlTree? node = _keys.Take(key);
        if (node is not (null or YamlMapping)) RefuseNode(key, node, "keys and values, indented below it");
        var keys = new SectionKeys(_keys.FullKey(key), _keys.Has(key) ? _keys.LineOf(key) : null, node as YamlMapping, _binding);
        return new Section(keys, _binding, null, isEntry).ReadAll(bind);
    }

    /// <summary>
    /// A mapping whose keys are names: each has a section of its own, and what is not written in it is not listed as a setting. What an
    /// entry may hold is described once, under <paramref name="placeholder"/>.
    /// </summary>
    public IReadOnlyList<T> ReadTable<T>(string key, int max, string placeholder, Func<string, Section, T> bind)
    {
        YamlTree? node = _keys.Take(key);
        var described = new SectionKeys($"{_keys.FullKey(key)}.{placeholder}", null, null, _binding);
        bind(placeholder, new Section(described, _binding, "is not an entry"));
        if (node is null) return [];
        if (node is not YamlMapping table || table.Entries.Count > max)
        {
            RefuseNode(key, node, $"at most {max} names, each with keys and values");
            return [];
        }

        int errors = _binding.Issues.ErrorCount;
        var entries = new SectionKeys(_keys.FullKey(key), _keys.LineOf(key), table, _binding);
        var names = new Section(entries, _binding, null);
        List<T> values = [];
        foreach (string name in table.Entries.Select(entry => entry.Key).Distinct())
            values.Add(names.Child(name, section => bind(name, section), isEntry: true));
        if (_binding.Issues.ErrorCount > errors) _keys.MarkWrong(key);
        return values.AsReadOnly();
    }

    /// <summary>The same keys under a condition: where it does not hold, to write one of them is an error.</summary>
    public Section When(bool applies, string refusal) => new(_keys, _binding, applies ? null : refusal);

    /// <summary>A key that may be left out.</summary>
    public T Read<T>(string key, T fallback, ValueKind<T> kind, string meaning) =>
        Read(key, fallback, kind.Show(fallback), kind, meaning);

    /// <summary>A key that must be there.</summary>
    public T Require<T>(string key, T placeholder, ValueKind<T> kind, string meaning) =>
        Read(key, placeholder, null, kind, meaning);

    /// <summary>A list of values of one kind, empty when it is left out.</summary>
    public IReadOnlyList<T> ReadList<T>(string key, int max, ValueKind<T> kind, string meaning)
    {
        string allowed = $"a list of at most {max}, each {kind.Allowed}";
        YamlTree? node = _keys.Take(key);
        var values = new List<T>();
        if (node is YamlList list && list.Items.Count <= max)
            values.AddRange(from item in list.Items let parsed = Parse(key, item, kind) where parsed.IsValue select parsed.Value);
        else if (node is not null)
            RefuseNode(key, node, allowed);

        string shown = "[" + string.Join(", ", values.Select(kind.Show)) + "]";
        _binding.Add(new ConfigurationSetting(_keys.FullKey(key), "[]", allowed, meaning, shown, node is not null));
        return values.AsReadOnly();
    }

    /// <summary>Whether the key is written, so that an error can stand at its line.</summary>
    public bool Has(string key) => _keys.Has(key);

    /// <summary>Whether what is written for the key was wrong; rules between keys say nothing then.</summary>
    public bool HasError(string key) => _keys.IsWrong(key);

    /// <summary>Adds an error to the list, at the line of the key.</summary>
    public void Error(string key, string text) => Error(key, _keys.LineOf(key), text);

    private T ReadAll<T>(Func<Section, T> bind)
    {
        T result = bind(this);
        _keys.RefuseUnknown(_binding.Issues);
        return result;
    }

    private T Read<T>(string key, T fallback, string? shownDefault, ValueKind<T> kind, string meaning)
    {
        YamlTree? node = _keys.Take(key);
        T value = fallback;
        if (node is not null && _refusal is not null) Error(key, _refusal);
        else if (node is not null && Parse(key, node, kind) is { IsValue: true } parsed) value = parsed.Value;
        else if (node is null && shownDefault is null) Error(key, "is missing: " + kind.Allowed);

        if (_isEntry && node is null) return value;
        string? shown = _refusal is null ? kind.Show(value) : null;
        _binding.Add(new ConfigurationSetting(_keys.FullKey(key), shownDefault, kind.Allowed, meaning, shown, node is not null));
        return value;
    }

    private Parsed<T> Parse<T>(string key, YamlTree node, ValueKind<T> kind)
    {
        if (node is not YamlValue written)
        {
            RefuseNode(key, node, kind.Allowed);
            return Parsed<T>.No();
        }

        if (_binding.Expand(written, _keys.FullKey(key)) is not { } text)
        {
            _keys.MarkWrong(key);
            return Parsed<T>.No();
        }

        if (kind.IsSecret) _binding.Mask.Add(text);
        if (kind.SecretIn(text) is { } secret) _binding.Mask.Add(secret);
        Parsed<T> parsed = kind.Parse(text);
        string shown = !kind.IsSecret && !parsed.IsHidden ? Shown.Value(text) : text.Length == 0 ? "an empty value" : "the value";
        if (!parsed.IsValue) Error(key, node.Line, $"{shown} is not allowed: {parsed.Rule ?? kind.Allowed}");
        else if (parsed.Warning is not null) _binding.Issues.Warn(node.Line, _keys.FullKey(key), parsed.Warning);
        return parsed;
    }

    private void RefuseNode(string key, YamlTree node, string allowed)
    {
        string what = node switch
        {
            YamlMapping => "a mapping",
            YamlList { Items.Count: int count } => $"a list of {count}",
            _ => "a single value",
        };
        Error(key, _keys.LineOf(key), $"{what} is not allowed: {allowed}");
    }

    private void Error(string key, int? line, string text)
    {
        _keys.MarkWrong(key);
        _binding.Issues.Error(line, _keys.FullKey(key), text);
    }
}
