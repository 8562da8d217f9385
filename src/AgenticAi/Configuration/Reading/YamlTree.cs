namespace AgenticAi.Configuration.Reading;

/// <summary>A YAML node with the line it begins on, counted from 1.</summary>
internal abstract record YamlTree(int Line);

/// <summary>A single value. <paramref name="IsNull"/>: nothing is written, or <c>~</c> or <c>null</c> without quotes.</summary>
internal sealed record YamlValue(int Line, string Text, bool IsNull) : YamlTree(Line);

/// <summary>A list.</summary>
internal sealed record YamlList(int Line, IReadOnlyList<YamlTree> Items) : YamlTree(Line);

/// <summary>Keys and values as written: a key may occur twice, which is for the reader to refuse.</summary>
internal sealed record YamlMapping(int Line, IReadOnlyList<YamlEntry> Entries) : YamlTree(Line);

/// <summary>One key of a mapping, its line and its value.</summary>
internal sealed record YamlEntry(string Key, int Line, YamlTree Value);
