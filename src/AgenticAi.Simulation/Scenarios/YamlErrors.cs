using YamlDotNet.RepresentationModel;

namespace AgenticAi.Simulation.Scenarios;

/// <summary>Collects what is wrong with a file.</summary>
internal sealed class YamlErrors(string file)
{
    private readonly List<string> _errors = [];

    public void Add(YamlNode node, string path, string rule) =>
        _errors.Add($"{file}, line {node.Start.Line}: {(path.Length == 0 ? "the file" : $"'{path}'")} {rule}.");

    public void ThrowIfAny()
    {
        if (_errors.Count > 0) throw new ScenarioException(_errors);
    }
}
