using System.Runtime.CompilerServices;

namespace AgenticAi.Conversations.Tests;

/// <summary>A journal with a test's own doing before and after each append, and instead of a read.</summary>
internal sealed class ScriptedJournal(InMemoryJournal inner) : IConversationJournal
{
    public Func<IReadOnlyList<JournaledEvent>, Task> BeforeAppend { get; init; } = static _ => Task.CompletedTask;

    public Func<IReadOnlyList<JournaledEvent>, Task> AfterAppend { get; init; } = static _ => Task.CompletedTask;

    public Action BeforeRead { get; init; } = static () => { };

    public Func<Task> BeforeReadCommands { get; init; } = static () => Task.CompletedTask;

    public async ValueTask AppendAsync(
        string conversationId,
        long expectedSequence,
        IReadOnlyList<JournaledEvent> events,
        IReadOnlyList<JudgedCommand> commands,
        CancellationToken cancellationToken)
    {
        await BeforeAppend(events).WaitAsync(cancellationToken);
        await inner.AppendAsync(conversationId, expectedSequence, events, commands, cancellationToken);
        await AfterAppend(events).WaitAsync(cancellationToken);
    }

    public async IAsyncEnumerable<JournaledEvent> ReadAsync(
        string conversationId, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BeforeRead();
        await foreach (JournaledEvent entry in inner.ReadAsync(conversationId, afterSequence, cancellationToken)) yield return entry;
    }

    public async IAsyncEnumerable<JudgedCommand> ReadCommandsAsync(
        string conversationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BeforeReadCommands();
        await foreach (JudgedCommand judged in inner.ReadCommandsAsync(conversationId, cancellationToken)) yield return judged;
    }

    public IAsyncEnumerable<string> ReadIdsAsync(CancellationToken cancellationToken) => inner.ReadIdsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken) =>
        inner.ListAsync(query, cancellationToken);
}
