using System.CommandLine;
using AgenticAi.Simulation.Scenarios;

namespace AgenticAi.Commands;

/// <summary><c>--scenario NAME|FILE</c>: who says what in a simulation.</summary>
internal sealed class ScenarioOption : Option<string>
{
    public ScenarioOption()
        : base("--scenario")
    {
        Description = "Who says what: 'demo', 'short' or a YAML file.";
        HelpName = "NAME|FILE";
        DefaultValueFactory = _ => "demo";
    }

    /// <summary>A file where there is one, otherwise one of those that come with the program.</summary>
    public static Scenario Load(string nameOrFile) => File.Exists(nameOrFile) ? Scenario.Load(nameOrFile) : Scenario.Embedded(nameOrFile);
}
