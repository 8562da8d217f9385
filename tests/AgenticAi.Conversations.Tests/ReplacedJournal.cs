namespace AgenticAi.Conversations.Tests;

/// <summary>A journal whose storage is another one from one moment to the next.</summary>
internal sealed class ReplacedJournal(Func<IConversationJournal> present) : IConversationJournal
{
    public ValueTask AppendAsync(
        string conversationId, long expectedSequence, IReadOnlyList<JournaledEvent> events, CancellationToken cancellationToken) =>
        present().AppendAsync(conversationId, expectedSequence, events, cancellationToken);

    public IAsyncEnumerable<JournaledEvent> ReadAsync(string conversationId, long afterSequence, CancellationToken cancellationToken) =>
        present().ReadAsync(conversationId, afterSequence, cancellationToken);

    public ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken) =>
        present().ListAsync(query, cancellationToken);
}
