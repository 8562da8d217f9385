using System.Runtime.CompilerServices;
using AgenticAi.Conversations;
using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Actors.Tests.Lifecycle;

/// <summary>A journal in memory that a test can make wait or fail.</summary>
internal sealed class GatedJournal : IConversationJournal
{
    public InMemoryJournal Kept { get; } = new();

    /// <summary>Comes before each reading of a conversation.</summary>
    public Func<string, Task> BeforeRead { get; set; } = _ => Task.CompletedTask;

    /// <summary>Comes before events are stored.</summary>
    public Func<IReadOnlyList<JournaledEvent>, Task> BeforeAppend { get; set; } = _ => Task.CompletedTask;

    /// <summary>Comes before each listing of conversations.</summary>
    public Func<Task> BeforeList { get; set; } = () => Task.CompletedTask;

    /// <summary>Makes the end of a conversation wait before it is stored.</summary>
    public SyncPoint HoldEnd()
    {
        var hold = new SyncPoint();
        BeforeAppend = events => events.Any(stored => stored.Event is ConversationEnded) ? hold.ArriveAsync() : Task.CompletedTask;
        return hold;
    }

    /// <summary>The events of one kind.</summary>
    public IReadOnlyList<T> Of<T>(string callSid)
        where T : ConversationEvent => [.. Kept.Of(callSid).Select(stored => stored.Event).OfType<T>()];

    public async ValueTask AppendAsync(
        string conversationId,
        long expectedSequence,
        IReadOnlyList<JournaledEvent> events,
        IReadOnlyList<JudgedCommand> commands,
        CancellationToken cancellationToken)
    {
        await BeforeAppend(events);
        await Kept.AppendAsync(conversationId, expectedSequence, events, commands, cancellationToken);
    }

    public async IAsyncEnumerable<JournaledEvent> ReadAsync(
        string conversationId, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BeforeRead(conversationId).WaitAsync(cancellationToken);
        await foreach (JournaledEvent stored in Kept.ReadAsync(conversationId, afterSequence, cancellationToken)) yield return stored;
    }

    public IAsyncEnumerable<JudgedCommand> ReadCommandsAsync(string conversationId, CancellationToken cancellationToken) =>
        Kept.ReadCommandsAsync(conversationId, cancellationToken);

    public IAsyncEnumerable<string> ReadIdsAsync(CancellationToken cancellationToken) => Kept.ReadIdsAsync(cancellationToken);

    public async ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken)
    {
        await BeforeList();
        return await Kept.ListAsync(query, cancellationToken);
    }
}
