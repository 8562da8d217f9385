using System.CommandLine;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Commands;

/// <summary>Opens the configured journal for a command, and explains when it cannot be.</summary>
internal static class JournalReading
{
    public static async Task<int> RunAsync(ParseResult parsed, ConfigOption option, Func<JournalDatabase, CommandOutput, Task<int>> read)
    {
        var output = CommandOutput.Of(parsed);
        if (LoadedConfiguration.ReadOrExplain(parsed.GetRequiredValue(option), output) is not { } config) return ExitCode.Failure;
        try
        {
            await using JournalDatabase journal = await JournalDatabase.OpenAsync(
                config.Journal.Provider, config.Journal.Connection, config.Journal.Options, TimeProvider.System, NullLogger.Instance,
                CancellationToken.None);
            return await read(journal, output);
        }
        catch (Exception error) when (error is JournalUnavailableException or JournalSchemaException
            or UnknownEventException or UnknownCommandException or ArgumentException)
        {
            await output.Errors.WriteLineAsync($"The journal cannot be used: {error.Message}");
            return ExitCode.Failure;
        }
    }
}
