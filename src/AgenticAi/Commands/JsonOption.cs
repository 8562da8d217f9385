using System.CommandLine;

namespace AgenticAi.Commands;

/// <summary><c>--json</c>: output for machines.</summary>
internal sealed class JsonOption : Option<bool>
{
    public JsonOption()
        : base("--json") => Description = "Print JSON instead of text.";
}
