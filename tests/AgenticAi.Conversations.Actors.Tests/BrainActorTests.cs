using AgenticAi.Conversations.Actors.Hosting;
using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;
using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace AgenticAi.Conversations.Actors.Tests;

/// <summary>The brain and its parent, asked by a test that is the relay.</summary>
public sealed class BrainActorTests : TestKit
{
    private readonly InMemoryJournal _journal;
    private readonly IActorRef _brains;

    public BrainActorTests()
        : this(new InMemoryJournal())
    {
    }

    private BrainActorTests(InMemoryJournal journal)
        : base(EntryJournal.SetupOf(journal), "brains", output: null)
    {
        _journal = journal;
        _brains = Sys.ActorOf(ConversationsHostingExtensions.LocalProps(new CountingObserver()));
    }

    [Fact]
    public async Task A_command_that_comes_again_is_taken_once_also_by_a_brain_that_began_anew()
    {
        var delivery = Delivery(first: 1, known: 0, new PressDigit("1"), new PressDigit("2"));
        (await AskAsync(delivery)).News.ShouldHaveSingleItem().Events.Length.ShouldBe(2);
        (await AskAsync(delivery)).News.ShouldHaveSingleItem();
        await LeaveAsync();
        BrainProtocol.Taken again = await AskAsync(delivery);

        (again.Number, again.FirstEntry, again.News.Length).ShouldBe((2, 1, 1));
        _journal.Appends.ShouldBe(1);
    }

    [Fact]
    public async Task Of_a_delivery_that_was_taken_in_part_the_rest_is_taken()
    {
        await AskAsync(Delivery(1, 0, new PressDigit("1")));
        BrainProtocol.Taken rest = await AskAsync(Delivery(1, 1, new PressDigit("1"), new PressDigit("2")));

        rest.News.ShouldHaveSingleItem().Events.ShouldHaveSingleItem().Event.ShouldBe(new DigitPressed("2"));
    }

    [Fact]
    public async Task Senders_number_their_commands_for_themselves()
    {
        await AskAsync(Delivery(1, 0, new PressDigit("1")));
        BrainProtocol.Taken other = await AskAsync(Delivery(1, 0, new PressDigit("2")) with { Sender = "another" });

        other.News.SelectMany(entry => entry.Events).Select(entry => entry.Event).ShouldBe([new DigitPressed("1"), new DigitPressed("2")]);
    }

    [Fact]
    public async Task A_sender_that_lacks_what_the_brain_has_forgotten_is_told_it_from_the_journal()
    {
        await AskAsync(Delivery(1, 0, new PressDigit("1")));
        await AskAsync(Delivery(2, 1, new PressDigit("2")));
        BrainProtocol.Taken all = await AskAsync(Delivery(1, 0) with { Sender = "another" });

        (all.FirstEntry, all.News.Length, all.IsAnew).ShouldBe((1, 2, false));
    }

    [Fact]
    public async Task An_entry_is_known_as_soon_as_it_is_answered_and_is_not_sent_again()
    {
        await AskAsync(Delivery(1, 0, new PressDigit("1")));
        BrainProtocol.Taken next = await AskAsync(Delivery(2, 1, new PressDigit("2")));

        (next.FirstEntry, next.News.Length).ShouldBe((2, 1));
    }

    [Fact]
    public async Task A_goodbye_ends_a_brain_that_is_there_and_wakes_none()
    {
        await AskAsync(Delivery(1, 0, new PressDigit("1")));
        await LeaveAsync();
        _brains.Tell(new BrainProtocol.Leave("c1"));
        _brains.Tell(new BrainProtocol.Leave("never heard of"));

        await AskAsync(Delivery(1, 0) with { ConversationId = "c2" });
        (await ChildrenAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task What_comes_while_a_brain_lets_go_is_for_the_next_one()
    {
        await AskAsync(Delivery(1, 0, new PressDigit("1")));
        SyncPoint storing = new();
        _journal.BeforeAppend = _ => storing.ArriveAsync();
        _brains.Tell(Delivery(2, 1, new PressDigit("2")), TestActor);
        await storing.Arrived;
        // Not heard before what is being stored is answered.
        _brains.Tell(new BrainProtocol.Leave("c1"));
        _brains.Tell(Delivery(3, 2, new PressDigit("3")), TestActor);
        _journal.BeforeAppend = static _ => Task.CompletedTask;
        storing.Release();

        (await ExpectMsgAsync<BrainProtocol.Taken>(TestTimeout.Default)).Number.ShouldBe(2);
        (await ExpectMsgAsync<BrainProtocol.Taken>(TestTimeout.Default)).Number.ShouldBe(3);
        _journal.Of("c1").Count.ShouldBe(3);
    }

    private static BrainProtocol.Deliver Delivery(long first, long known, params IEnumerable<ConversationCommand> commands) =>
        new("c1", "me", first, known, [.. commands.Select(command => new TimedCommand(command, DateTimeOffset.UnixEpoch))]);

    private Task<BrainProtocol.Taken> AskAsync(BrainProtocol.Deliver delivery) =>
        _brains.Ask<BrainProtocol.Taken>(delivery, TestTimeout.Default);

    private async Task LeaveAsync()
    {
        _brains.Tell(new BrainProtocol.Leave("c1"));
        await Eventually.TrueAsync(async ValueTask<bool> () => await ChildrenAsync() == 0, "no brain");
    }

    private async Task<int> ChildrenAsync()
    {
        await _brains.Ask<ActorIdentity>(new Identify(null), TestTimeout.Default);
        return ((ActorRefWithCell)_brains).Children.Count(child => !child.IsNobody());
    }
}
