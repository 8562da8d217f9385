using System.CommandLine;
using Spectre.Console;

namespace AgenticAi.Commands;

/// <summary>Where a command writes: the console, unless whoever invokes it has writers of its own.</summary>
internal sealed class CommandOutput
{
    private CommandOutput(TextWriter text, TextWriter errors)
    {
        Text = text;
        Errors = errors;
        Screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text) });
    }

    public TextWriter Text { get; }

    public TextWriter Errors { get; }

    /// <summary>For tables and colours, which a file or a pipe gets without the colours.</summary>
    public IAnsiConsole Screen { get; }

    public static CommandOutput Of(ParseResult parsed) => new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
}
