using System.CommandLine;
using AgenticAi.Conversations;
using AgenticAi.Hosting;
using AgenticAi.Journal;

namespace AgenticAi.Commands;

/// <summary><c>serve</c>: takes calls until it is told to stop, then lets the running ones end.</summary>
internal static class ServeCommand
{
    public static Command Build(ConfigOption config)
    {
        var command = new Command("serve", "Take calls (the default).");
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(config), CommandOutput.Of(parsed)));
        return command;
    }

    public static async Task<int> RunAsync(string configPath, CommandOutput output)
    {
        if (LoadedConfiguration.ReadOrExplain(configPath, output) is not { } config) return ExitCode.Failure;
        using var signal = new ShutdownSignal();
        try
        {
            await using AgenticAiServer server = await AgenticAiServer.StartAsync(
                config, configureLogging: null, TimeProvider.System, signal.Token);
            await signal.Finish;
            await server.StopAsync(signal.Hurry);
            return ExitCode.Success;
        }
        catch (Exception error) when (error is JournalUnavailableException or JournalSchemaException or IOException or ArgumentException)
        {
            await output.Errors.WriteLineAsync($"The server could not start: {error.Message}");
            return ExitCode.Failure;
        }
    }
}
