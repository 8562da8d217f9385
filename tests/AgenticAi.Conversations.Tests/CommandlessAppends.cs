namespace AgenticAi.Conversations.Tests;

/// <summary>Appends as they were before commands were recorded, for tests that are about events alone.</summary>
internal static class CommandlessAppends
{
    public static ValueTask AppendAsync(
        this IConversationJournal journal,
        string conversationId,
        long expectedSequence,
        IReadOnlyList<JournaledEvent> events,
        CancellationToken cancellationToken) =>
        journal.AppendAsync(conversationId, expectedSequence, events, [], cancellationToken);
}
