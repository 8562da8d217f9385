using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal;

internal static partial class JournalLog
{
    [LoggerMessage(5101, LogLevel.Information, "Journal {Path} opened, safe against {Durability}")]
    public static partial void Opened(ILogger logger, string path, JournalDurability durability);

    [LoggerMessage(5102, LogLevel.Error, "Journal {Path} cannot be used")]
    public static partial void Failing(ILogger logger, Exception exception, string path);

    [LoggerMessage(5103, LogLevel.Information, "Journal {Path} works again, after {Away}")]
    public static partial void Back(ILogger logger, string path, TimeSpan away);

    [LoggerMessage(
        5104,
        LogLevel.Error,
        "Journal {Path} was deleted or moved while it was in use. What it held is not in the journal any more, except {Conversations} "
        + "conversations that have not ended: they go on in the file that is there now")]
    public static partial void FileLost(ILogger logger, string path, int conversations);

    [LoggerMessage(5105, LogLevel.Error, "What journal {Path} held when it was deleted or moved could not all be taken from it")]
    public static partial void LossIncomplete(ILogger logger, Exception exception, string path);

    [LoggerMessage(5106, LogLevel.Warning, "The journal holds an entry of conversation {ConversationId} that lists go without: {Why}")]
    public static partial void Unreadable(ILogger logger, string conversationId, string why);
}
