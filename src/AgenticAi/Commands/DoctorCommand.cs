using System.CommandLine;
using AgenticAi.Configuration;
using AgenticAi.Doctor;
using Spectre.Console;

namespace AgenticAi.Commands;

/// <summary><c>doctor</c>: looks at everything a call needs and says what is wrong.</summary>
internal static class DoctorCommand
{
    public static Command Build(ConfigOption config)
    {
        var command = new Command("doctor", "Check configuration, keys, model, Twilio and journal.");
        command.SetAction(async (parsed, cancelled) =>
        {
            var output = CommandOutput.Of(parsed);
            string path = parsed.GetRequiredValue(config);
            await output.Text.WriteLineAsync(ConfigurationDescription.Effective(LoadedConfiguration.Read(path)));
            bool failed = false;
            await foreach (Finding finding in Examination.RunAsync(path, TimeProvider.System, cancelled))
            {
                failed |= finding.Verdict == Verdict.Failed;
                output.Screen.MarkupLineInterpolated($"{SignOf(finding.Verdict)} {finding.Subject}: {finding.Text}");
            }

            return failed ? ExitCode.Failure : ExitCode.Success;
        });
        return command;
    }

    private static string SignOf(Verdict verdict) => verdict switch
    {
        Verdict.Good => "ok  ",
        Verdict.Warning => "warn",
        _ => "FAIL",
    };
}
