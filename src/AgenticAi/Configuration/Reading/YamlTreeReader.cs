using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AgenticAi.Configuration.Reading;

/// <summary>
/// Builds the tree from parser events. The library's own representation model is not used: it gives up at the first duplicate key,
/// expands aliases, and nests as deep as the file says, which a small file can make deeper than the stack.
/// </summary>
internal sealed class YamlTreeReader
{
    /// <summary>Our own sections are three deep; what is deeper is not a configuration.</summary>
    private const int DeepestLevel = 16;

    private readonly IParser _parser;
    private readonly IssueList _issues;

    private YamlTreeReader(IParser parser, IssueList issues)
    {
        _parser = parser;
        _issues = issues;
    }

    /// <summary>The root of the only document, an empty mapping for an empty file, or null when it is not YAML we take.</summary>
    public static YamlMapping? Read(string yaml, IssueList issues)
    {
        int errors = issues.ErrorCount;
        var parser = new Parser(new StringReader(yaml));
        try
        {
            YamlTree? root = new YamlTreeReader(parser, issues).ReadDocument();
            if (issues.ErrorCount > errors) return null;
            if (root is null or YamlValue { IsNull: true }) return new YamlMapping(1, []);
            if (root is YamlMapping mapping) return mapping;
            issues.Error(root.Line, "", "the file is not a configuration: sections such as openai_realtime: are wanted");
        }
        catch (YamlException error)
        {
            YamlFault.Report(issues, yaml, error.Start.Line, error.Message);
        }
        catch (Exception error) when (error is InvalidOperationException or EndOfStreamException or ArgumentException)
        {
            // What the library throws, found by feeding it broken files, for texts that end in the middle and for half an escaped letter.
            YamlFault.Report(issues, yaml, parser.Current?.Start.Line ?? 1, "what follows cannot be read");
        }

        return null;
    }

    private YamlTree? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _)) return null;
        YamlTree root = ReadNode(level: 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out DocumentStart? second))
            _issues.Error((int)second.Start.Line, "", "a second document is not allowed: one file is one configuration");
        return root;
    }

    private YamlTree ReadNode(int level)
    {
        ParsingEvent start = _parser.Consume<ParsingEvent>();
        int line = (int)start.Start.Line;
        if (start is NodeEvent { Tag.IsEmpty: false })
            _issues.Error(line, "", "a tag (a word that begins with !) is not allowed: write the plain value");
        switch (start)
        {
            case Scalar scalar:
                return new YamlValue(line, scalar.Value, scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" });
            case MappingStart or SequenceStart when level == DeepestLevel:
                throw new YamlException(start.Start, start.End, $"nested deeper than {DeepestLevel} levels");
            case MappingStart:
                return ReadMapping(line, level);
            case SequenceStart:
                return ReadList(line, level);
            default:
                _issues.Error(line, "", "an alias (a word that begins with *) is not allowed: write the value again");
                return new YamlValue(line, "", IsNull: true);
        }
    }

    private YamlMapping ReadMapping(int line, int level)
    {
        var entries = new List<YamlEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            YamlTree key = ReadNode(level + 1);
            YamlTree value = ReadNode(level + 1);
            if (key is YamlValue { IsNull: false } name) entries.Add(new YamlEntry(name.Text, key.Line, value));
            else _issues.Error(key.Line, "", "a key must be a plain name");
        }

        return new YamlMapping(line, entries);
    }

    private YamlList ReadList(int line, int level)
    {
        var items = new List<YamlTree>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(level + 1));
        return new YamlList(line, items);
    }
}
