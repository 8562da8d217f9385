using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace AgenticAi.Logging;

/// <summary>
/// One readable line an entry: <c>2026-11-02 09:30:00.123Z info     TurnTaking [CA…] message</c>, in UTC. An exception follows on
/// indented lines. Control characters are written as escapes: what a caller or a peer sent can neither forge a line nor colour a
/// terminal.
/// </summary>
public sealed class TextLogFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name under which the console provider finds it.</summary>
    public const string FormatterName = "agenticai-text";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        ArgumentNullException.ThrowIfNull(textWriter);
        textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fff'Z '", CultureInfo.InvariantCulture));
        textWriter.Write(LogWords.Level(logEntry.LogLevel).PadRight("critical ".Length));
        textWriter.Write(LogWords.ShortCategory(logEntry.Category));
        if (LogScope.FindCallSid(scopeProvider) is { } callSid)
        {
            textWriter.Write(" [");
            WriteLine(textWriter, callSid);
            textWriter.Write(']');
        }

        textWriter.Write(' ');
        WriteLine(textWriter, logEntry.Formatter(logEntry.State, logEntry.Exception));
        textWriter.Write('\n');
        if (logEntry.Exception is not null) WriteException(textWriter, logEntry.Exception);
    }

    private static void WriteException(TextWriter output, Exception exception)
    {
        foreach (string line in exception.ToString().Split('\n'))
        {
            output.Write("    ");
            WriteLine(output, line.TrimEnd('\r'));
            output.Write('\n');
        }
    }

    private static void WriteLine(TextWriter output, string text)
    {
        foreach (char c in text)
        {
            if (c == '\n') output.Write("\\n");
            else if (MustBeEscaped(c)) output.Write(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"));
            else output.Write(c);
        }
    }

    /// <summary>Control characters, and the two separators that some viewers take for the end of a line.</summary>
    private static bool MustBeEscaped(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
