using Microsoft.Extensions.Logging;

namespace AgenticAi.Conversations;

internal static partial class BrainLog
{
    [LoggerMessage(5001, LogLevel.Warning, "Mailbox of conversation {ConversationId} is full ({Capacity} commands); {Command} is refused")]
    public static partial void MailboxFull(ILogger logger, string conversationId, int capacity, string command);

    [LoggerMessage(5002, LogLevel.Error, "Brain of conversation {ConversationId} dropped {Command}, which threw; its state was rebuilt")]
    public static partial void CommandFailed(ILogger logger, Exception exception, string conversationId, string command);

    [LoggerMessage(5003, LogLevel.Error, "The effect {Effect} of conversation {ConversationId} could not be started")]
    public static partial void EffectFailed(ILogger logger, Exception exception, string conversationId, string effect);

    [LoggerMessage(5004, LogLevel.Warning, "The journal is away; conversation {ConversationId} goes on and tries again")]
    public static partial void JournalAway(ILogger logger, Exception exception, string conversationId);

    [LoggerMessage(5005, LogLevel.Information, "The journal is back for conversation {ConversationId}, after {Failures} failures in all")]
    public static partial void JournalBack(ILogger logger, string conversationId, long failures);

    [LoggerMessage(5006, LogLevel.Error, "The brain of conversation {ConversationId} stopped; {Lost} commands were not stored")]
    public static partial void Stopped(ILogger logger, Exception exception, string conversationId, long lost);

    [LoggerMessage(5007, LogLevel.Information, "Conversation {ConversationId} continues after event {Sequence}")]
    public static partial void Continued(ILogger logger, string conversationId, long sequence);

    [LoggerMessage(5009, LogLevel.Error, "The state of conversation {ConversationId} could not be rebuilt after this")]
    public static partial void RebuildFailed(ILogger logger, Exception exception, string conversationId);

    [LoggerMessage(
        5010,
        LogLevel.Error,
        "The journal of conversation {ConversationId} stood at event {Known} and stands at {Sequence} now; what is known is kept and "
        + "goes on from there")]
    public static partial void JournalShortened(ILogger logger, string conversationId, long known, long sequence);

    [LoggerMessage(5008, LogLevel.Debug, "Conversation {ConversationId}: {Command} changes nothing")]
    public static partial void Ignored(ILogger logger, string conversationId, string command);
}
