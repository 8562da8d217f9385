using System.Collections.Immutable;
using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;
using Akka.TestKit.Xunit2;

namespace AgenticAi.Conversations.Actors.Tests;

/// <summary>The relay of a call before a brain that a test plays.</summary>
public sealed class RelayTests : TestKit
{
    private static readonly RelayOptions Options = new()
    {
        FirstRetry = TimeSpan.FromMilliseconds(50),
        LongestRetry = TimeSpan.FromMilliseconds(300),
        AnswerLimit = TimeSpan.FromSeconds(7),
    };

    private readonly ManualTimeProvider _time = new();
    private readonly RecordingLoggerFactory _log = new();
    private readonly RecordingEffects _effects = new();
    private readonly List<ConversationEntry> _entries = [];
    private BrainRelay? _relay;
    private ConversationState _state = ConversationState.New("c1");

    [Fact]
    public async Task It_asks_first_what_the_journal_has_and_keeps_commands_until_that_is_known()
    {
        BrainRelay relay = Open();
        BrainProtocol.Deliver hello = await ReceiveAsync();
        (hello.FirstNumber, hello.KnownEntry, hello.Commands.Length).ShouldBe((1, 0, 0));
        relay.TryTell(new EndConversation(CallEndReason.Operator, null)).ShouldBeTrue();
        relay.Recovered.IsCompleted.ShouldBeFalse();

        Answer(hello);
        BrainProtocol.Deliver delivery = await ReceiveAsync();
        delivery.Commands.ShouldHaveSingleItem().Command.ShouldBeOfType<EndConversation>();
        (await relay.Recovered.Within()).Sequence.ShouldBe(0);
    }

    [Fact]
    public async Task Facts_are_gathered_for_the_time_that_is_set_and_what_is_awaited_takes_them_along_at_once()
    {
        BrainRelay relay = await BegunAsync();
        relay.TryTell(Story.Start);
        relay.TryTell(new PressDigit("1"));
        await Eventually.TrueAsync(() => _time.ArmedTimers == 1, "the gathering");
        _time.Advance(Options.Gather - TimeSpan.FromMilliseconds(1));
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        _time.Advance(1);
        BrainProtocol.Deliver gathered = await ReceiveAsync();
        gathered.Commands.Select(command => command.Command).ShouldBe([Story.Start, new PressDigit("1")]);
        Answer(gathered);

        relay.TryTell(new PressDigit("2"));
        relay.TryTell(new RequestSpeech("s1", "Hello.", "api"));
        (await ReceiveAsync()).Commands.Select(command => command.Command).ShouldBe(
            [new PressDigit("2"), new RequestSpeech("s1", "Hello.", "api")]);
    }

    [Fact]
    public async Task One_delivery_is_under_way_at_a_time_and_what_comes_meanwhile_goes_with_the_next()
    {
        BrainRelay relay = await BegunAsync();
        relay.TryTell(new RequestSpeech("s1", "One.", "api"));
        BrainProtocol.Deliver first = await ReceiveAsync();
        relay.TryTell(new RequestSpeech("s2", "Two.", "api"));
        relay.TryTell(new PressDigit("1"));
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        Answer(first);

        BrainProtocol.Deliver second = await ReceiveAsync();
        (second.FirstNumber, second.KnownEntry, second.Commands.Length).ShouldBe((2, 1, 2));
    }

    [Fact]
    public async Task A_delivery_without_an_answer_is_made_again_and_an_answer_that_comes_twice_counts_once()
    {
        BrainRelay relay = await BegunAsync();
        relay.TryTell(new RequestSpeech("s1", "One.", "api"));
        BrainProtocol.Deliver lost = await ReceiveAsync();
        _time.Advance(Options.AnswerLimit);
        await Eventually.TrueAsync(() => relay.Health.JournalFailures == 1, "the failure");
        _time.Advance(Options.FirstRetry);
        BrainProtocol.Deliver again = await ReceiveAsync();
        (again.FirstNumber, again.Commands.Length).ShouldBe((lost.FirstNumber, lost.Commands.Length));

        relay.Actor.Tell(Answer(lost), TestActor);
        await relay.WhenAsync(state => state.PendingSpeech.Count == 1).Within();
        relay.TryTell(new RequestSpeech("s2", "Two.", "api"));
        (await ReceiveAsync()).FirstNumber.ShouldBe(2);
        _effects.Performed.ShouldBe([new Speak("s1", "One.", "api")]);
    }

    [Fact]
    public async Task Pauses_double_up_to_the_longest_and_begin_anew_after_an_answer()
    {
        BrainRelay relay = await BegunAsync();
        relay.TryTell(new RequestSpeech("s1", "One.", "api"));
        BrainProtocol.Deliver delivery = await ReceiveAsync();
        foreach (int pause in (int[])[50, 100, 200, 300, 300])
        {
            relay.Actor.Tell(new BrainProtocol.Unavailable(delivery.Sender, "away"), TestActor);
            await Eventually.TrueAsync(() => _time.DueIn == TimeSpan.FromMilliseconds(pause), $"a pause of {pause} ms");
            _time.Advance(pause);
            delivery = await ReceiveAsync();
        }

        Answer(delivery);
        await relay.WhenAsync(state => state.PendingSpeech.Count == 1).Within();
        relay.TryTell(new RequestSpeech("s2", "Two.", "api"));
        delivery = await ReceiveAsync();
        relay.Actor.Tell(new BrainProtocol.Unavailable(delivery.Sender, "away"), TestActor);
        await Eventually.TrueAsync(() => _time.DueIn == Options.FirstRetry, "the first pause");
    }

    [Fact]
    public async Task Of_a_delivery_that_is_refused_each_command_is_tried_alone_and_the_one_that_is_refused_alone_is_dropped()
    {
        BrainRelay relay = await BegunAsync();
        relay.TryTell(new PressDigit("1"));
        relay.TryTell(new PressDigit("poison"));
        relay.TryTell(new RequestSpeech("s1", "One.", "api"));
        Refuse(await ReceiveAsync());
        BrainProtocol.Deliver alone = await ReceiveAsync();
        alone.Commands.ShouldHaveSingleItem().Command.ShouldBe(new PressDigit("1"));
        Answer(alone);
        Refuse(await ReceiveAsync());
        alone = await ReceiveAsync();
        (alone.FirstNumber, alone.Commands.ShouldHaveSingleItem().Command).ShouldBe((3, new RequestSpeech("s1", "One.", "api")));
        Answer(alone);

        await relay.WhenAsync(state => state.PendingSpeech.Count == 1).Within();
        relay.State.Digits.ShouldBe("1");
        relay.Health.Failed.ShouldBe(1);
        relay.Health.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task What_others_have_stored_is_shown_and_its_effects_are_not_performed_here()
    {
        BrainRelay relay = await BegunAsync();
        relay.TryTell(new RequestSpeech("s1", "One.", "api"));
        BrainProtocol.Deliver delivery = await ReceiveAsync();
        Take("another", 1, new RequestSpeech("theirs", "Two.", "api"));
        Answer(delivery);

        await relay.WhenAsync(state => state.PendingSpeech.Count == 2).Within();
        _effects.Performed.ShouldBe([new Speak("s1", "One.", "api")]);
    }

    [Fact]
    public async Task When_the_journal_has_lost_entries_the_relay_goes_on_with_what_is_left_and_performs_what_is_new()
    {
        BrainRelay relay = await BegunAsync();
        relay.TryTell(new RequestSpeech("s1", "One.", "api"));
        Answer(await ReceiveAsync());
        await relay.WhenAsync(state => state.PendingSpeech.Count == 1).Within();
        _state = ConversationState.New("c1");
        _entries.Clear();
        relay.TryTell(new RequestSpeech("s2", "Two.", "api"));
        Answer(await ReceiveAsync());

        await relay.WhenAsync(state => state.PendingSpeech.ContainsKey("s2")).Within();
        relay.State.PendingSpeech.Keys.ShouldBe(["s2"]);
        _effects.Performed.ShouldBe([new Speak("s1", "One.", "api"), new Speak("s2", "Two.", "api")]);
    }

    [Fact]
    public async Task When_everything_is_stored_it_says_goodbye_and_nothing_of_it_is_left()
    {
        BrainRelay relay = await BegunAsync();
        Watch(relay.Actor);
        relay.TryTell(new PressDigit("1"));
        Task completing = relay.CompleteAsync();
        BrainProtocol.Deliver last = await ReceiveAsync();
        completing.IsCompleted.ShouldBeFalse();
        Answer(last);
        await completing.Within();

        await ExpectMsgAsync<BrainProtocol.Leave>(leave => leave.ConversationId == "c1", TestTimeout.Default);
        await ExpectTerminatedAsync(relay.Actor, TestTimeout.Default);
        await Eventually.TrueAsync(() => _time.ArmedTimers == 0, "no timer");
    }

    private BrainRelay Open()
    {
        var brains = new ConversationBrains(Sys, TestActor, Options, _time, static () => "me");
        return _relay = brains.Open("c1", _effects, _log.CreateLogger("brain"));
    }

    private async Task<BrainRelay> BegunAsync()
    {
        BrainRelay relay = Open();
        Answer(await ReceiveAsync());
        await relay.Recovered.Within();
        return relay;
    }

    private async Task<BrainProtocol.Deliver> ReceiveAsync() => await ExpectMsgAsync<BrainProtocol.Deliver>(TestTimeout.Default);

    /// <summary>Takes what was delivered, unless it was taken, and answers as a brain does.</summary>
    private BrainProtocol.Taken Answer(BrainProtocol.Deliver delivery)
    {
        bool isAnew = delivery.KnownEntry > _entries.Count;
        long last = delivery.FirstNumber + delivery.Commands.Length - 1;
        if (delivery.Commands.Length > 0) Take(delivery.Sender, last, [.. delivery.Commands.Select(command => command.Command)]);
        long known = isAnew ? 0 : delivery.KnownEntry;
        var answer = new BrainProtocol.Taken(delivery.Sender, last, known + 1, [.. _entries.Skip((int)known)], isAnew, []);
        _relay!.Actor.Tell(answer, TestActor);
        return answer;
    }

    private void Refuse(BrainProtocol.Deliver delivery) => _relay!.Actor.Tell(new BrainProtocol.Refused(delivery.Sender, "no such row"), TestActor);

    private void Take(string sender, long number, params ImmutableArray<ConversationCommand> commands)
    {
        BatchDecision decision = BatchDecision.Of(_state, commands.Select(command => new TimedCommand(command, _time.GetUtcNow())));
        _state = ConversationRules.Apply(_state, decision.Events);
        _entries.Add(new ConversationEntry("c1", new CommandNumber(sender, number), decision.Commands, decision.Events));
    }
}
