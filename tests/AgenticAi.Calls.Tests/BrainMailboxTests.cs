using AgenticAi.Calls.Brain;
using AgenticAi.Conversations;

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
    public void It_is_up_to_date_when_the_last_words_are_stored(ConversationCommand words)
    {
        var brain = new SlowBrain();
        var mailbox = new BrainMailbox(brain);
        mailbox.IsUpToDate.ShouldBeTrue();
        mailbox.Tell(words);
        mailbox.IsUpToDate.ShouldBeFalse();
        mailbox.Tell(new PressDigit("1"));
        mailbox.IsUpToDate.ShouldBeFalse();
        brain.Store();
        mailbox.IsUpToDate.ShouldBeTrue();
        mailbox.State.Items.Keys.ShouldBe(["item_1"]);
    }

    /// <summary>A brain that stores what it was told when a test has it do so.</summary>
    private sealed class SlowBrain : IConversationBrain
    {
        private readonly List<ConversationCommand> _told = [];

        public ConversationState State { get; private set; } = ConversationState.New("CA1");

        public Task<ConversationState> Recovered => Task.FromResult(State);

        public Task Completion => throw new NotSupportedException("Nobody waits here.");

        public bool TryTell(ConversationCommand command)
        {
            _told.Add(command);
            return true;
        }

        public Task WhenAsync(Func<ConversationState, bool> isWanted) => throw new NotSupportedException("Nobody waits here.");

        public void Store()
        {
            foreach (ConversationCommand command in _told)
                State = ConversationRules.Apply(State, ConversationRules.Decide(State, command, DateTimeOffset.UnixEpoch).Events);
        }
    }
}
