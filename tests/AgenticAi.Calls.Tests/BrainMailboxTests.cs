using System.Runtime.CompilerServices;
using AgenticAi.Calls.Brain;
using AgenticAi.Conversations;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Tests;

/// <summary>Whoever reads the state of a brain must know whether what was said last is in it.</summary>
public sealed class BrainMailboxTests
{
    public static TheoryData<ConversationCommand> Words =>
    [
        new TranscribeCaller("item_1", "Hello."), new FailTranscription("item_1", "too_quiet"),
        new AssistantTranscript("item_1", "resp_1", "Hello."), new AssistantHeard("item_1", 700, null, Interrupted: false),
    ];

    [Theory]
    [MemberData(nameof(Words))]
    public async Task It_is_up_to_date_when_the_last_words_are_stored(ConversationCommand words)
    {
        var journal = new SlowJournal();
        await using var brain = new ConversationBrain(
            "CA1", journal, new Mute(), new ConversationOptions(), TimeProvider.System, NullLogger.Instance);
        var mailbox = new BrainMailbox(brain);
        mailbox.IsUpToDate.ShouldBeTrue();
        mailbox.Tell(words);
        await journal.Storing.Arrived;
        mailbox.IsUpToDate.ShouldBeFalse();
        journal.Storing.Release();
        while (!mailbox.IsUpToDate) await Task.Yield();
        brain.State.Items.Keys.ShouldBe(["item_1"]);
    }

    private sealed class Mute : IConversationEffects
    {
        public void Perform(ConversationEffect effect) => throw new InvalidOperationException("Nothing is to be done here.");
    }
}

/// <summary>A journal that stores when a test lets it.</summary>
internal sealed class SlowJournal : IConversationJournal
{
    public SyncPoint Storing { get; } = new();

    public async ValueTask AppendAsync(
        string conversationId,
        long expectedSequence,
        IReadOnlyList<JournaledEvent> events,
        IReadOnlyList<JudgedCommand> commands,
        CancellationToken cancellationToken) => await Storing.ArriveAsync(cancellationToken);

    public async IAsyncEnumerable<JournaledEvent> ReadAsync(
        string conversationId, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    public IAsyncEnumerable<JudgedCommand> ReadCommandsAsync(string conversationId, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nobody asks for commands here.");

    public IAsyncEnumerable<string> ReadIdsAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nobody asks for names here.");

    public ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nobody asks for a list here.");
}
