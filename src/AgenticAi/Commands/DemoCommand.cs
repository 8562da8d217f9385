using System.CommandLine;
using AgenticAi.Demo;

namespace AgenticAi.Commands;

/// <summary><c>demo</c>: a whole call on this machine, with the real server between a simulated telephone and a simulated model.</summary>
internal static class DemoCommand
{
    public static Command Build()
    {
        var output = new Option<DirectoryInfo>("--out")
        {
            Description = "Where the recording and the journal are written.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("data", "demo")),
        };
        var format = new Option<string>("--audio-format")
        {
            Description = "pcm16: resampled to 24 kHz; pcmu: μ-law passed through.",
            DefaultValueFactory = _ => "pcm16",
        };
        format.AcceptOnlyFromAmong("pcm16", "pcmu");
        var fault = new Option<string?>("--fault")
        {
            Description = "drop-model: the model's connection is lost in the middle of an answer.",
        };
        fault.AcceptOnlyFromAmong(DemoCall.DropModel);
        var command = new Command("demo", "Run a whole call here, without keys: real server, simulated telephone and model.")
        {
            output, format, fault,
        };
        command.SetAction((parsed, cancelled) => DemoCall.RunAsync(
            parsed.GetRequiredValue(output), parsed.GetRequiredValue(format), parsed.GetValue(fault), TimeProvider.System, cancelled));
        return command;
    }
}
