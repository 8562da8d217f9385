using Microsoft.Extensions.Logging;

namespace AgenticAi.Conversations.Actors;

internal static partial class RelayLog
{
    [LoggerMessage(5001, LogLevel.Warning, "{Capacity} commands of conversation {ConversationId} wait for its brain; {Command} is refused")]
    public static partial void Full(ILogger logger, string conversationId, int capacity, string command);

    [LoggerMessage(5002, LogLevel.Error, "The brain of conversation {ConversationId} dropped {Command}: {Why}")]
    public static partial void CommandFailed(ILogger logger, string conversationId, string command, string why);

    [LoggerMessage(5003, LogLevel.Error, "The effect {Effect} of conversation {ConversationId} could not be started")]
    public static partial void EffectFailed(ILogger logger, Exception exception, string conversationId, string effect);

    [LoggerMessage(5004, LogLevel.Warning, "The journal is away ({Why}); conversation {ConversationId} goes on and tries again")]
    public static partial void JournalAway(ILogger logger, string conversationId, string why);

    [LoggerMessage(5005, LogLevel.Information, "The journal is back for conversation {ConversationId}, after {Failures} failures in all")]
    public static partial void JournalBack(ILogger logger, string conversationId, long failures);

    [LoggerMessage(5006, LogLevel.Error, "The brain of conversation {ConversationId} is given up; {Lost} commands were not stored")]
    public static partial void GivenUp(ILogger logger, Exception exception, string conversationId, long lost);

    [LoggerMessage(5007, LogLevel.Information, "Conversation {ConversationId} continues after event {Sequence}")]
    public static partial void Continued(ILogger logger, string conversationId, long sequence);

    [LoggerMessage(5008, LogLevel.Debug, "Conversation {ConversationId}: {Command} changes nothing")]
    public static partial void Ignored(ILogger logger, string conversationId, string command);

    [LoggerMessage(
        5010,
        LogLevel.Error,
        "The journal of conversation {ConversationId} has lost what it had acknowledged, up to event {Sequence}; the conversation goes on with "
        + "what is left")]
    public static partial void JournalShortened(ILogger logger, string conversationId, long sequence);
}
