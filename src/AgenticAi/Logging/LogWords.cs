using Microsoft.Extensions.Logging;

namespace AgenticAi.Logging;

/// <summary>The words of a log line.</summary>
internal static class LogWords
{
    /// <summary>The level as the configuration spells it.</summary>
    public static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };

    /// <summary>The last part of a category: <c>TurnTaking</c> of <c>AgenticAi.Calls.TurnTaking</c>.</summary>
    public static ReadOnlySpan<char> ShortCategory(string category) => category.AsSpan(category.LastIndexOf('.') + 1);
}
