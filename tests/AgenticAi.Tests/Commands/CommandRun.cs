using AgenticAi.Commands;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Commands;

/// <summary>A command line, run to its end in this process: as the program reads it, with writers of its own.</summary>
internal static class CommandRun
{
    /// <returns>The exit code, and what was written, errors behind the rest.</returns>
    public static async Task<(int ExitCode, string Output)> ToEndAsync(params string[] arguments)
    {
        await using var text = new StringWriter();
        await using var errors = new StringWriter();
        int exitCode = await CommandTree.Build().Parse(arguments)
            .InvokeAsync(new() { Output = text, Error = errors, ProcessTerminationTimeout = null }, TestContext.Current.CancellationToken)
            .Within();
        return (exitCode, text.ToString() + errors);
    }
}
