using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal;

internal static partial class JournalLog
{
    [LoggerMessage(5101, LogLevel.Information, "Journal {Path} opened, safe against {Durability}")]
    public static partial void Opened(ILogger logger, string path, JournalDurability durability);

    [LoggerMessage(5102, LogLevel.Error, "Journal {Path} cannot be written")]
    public static partial void Failing(ILogger logger, Exception exception, string path);

    [LoggerMessage(5103, LogLevel.Information, "Journal {Path} can be written again, after {Away}")]
    public static partial void Back(ILogger logger, string path, TimeSpan away);
}
