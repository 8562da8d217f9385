using System.CommandLine;

namespace AgenticAi.Commands;

/// <summary><c>--config FILE</c>, for every command that needs a configuration.</summary>
internal sealed class ConfigOption : Option<string>
{
    public ConfigOption()
        : base("--config", "-c")
    {
        Description = "The configuration file; a .env file beside it is read too.";
        HelpName = "FILE";
        DefaultValueFactory = _ => "config.yaml";
        Recursive = true;
    }
}
