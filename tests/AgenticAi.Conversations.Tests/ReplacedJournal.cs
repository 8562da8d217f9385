namespace AgenticAi.Conversations.Tests;

/// <summary>A journal whose storage is another one from one moment to the next.</summary>
internal sealed class ReplacedJournal(Func<IConversationJournal> present) : IConversationJournal
{
    public ValueTask AppendAsync(
        string conversationId,
        long expectedSequence,
        IReadOnlyList<JournaledEvent> events,
        IReadOnlyList<JudgedCommand> commands,
        CancellationToken cancellationToken) =>
        present().AppendAsync(conversationId, expectedSequence, events, commands, cancellationToken);

    public IAsyncEnumerable<JournaledEvent> ReadAsync(string conversationId, long afterSequence, CancellationToken cancellationToken) =>
        present().ReadAsync(conversationId, afterSequence, cancellationToken);

    public IAsyncEnumerable<JudgedCommand> ReadCommandsAsync(string conversationId, CancellationToken cancellationToken) =>
        present().ReadCommandsAsync(conversationId, cancellationToken);

    public IAsyncEnumerable<string> ReadIdsAsync(CancellationToken cancellationToken) => present().ReadIdsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken) =>
        present().ListAsync(query, cancellationToken);
}
