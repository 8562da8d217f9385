using AgenticAi.Calls.Agents;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Tests.Agents;

/// <summary>What is wanted said before a call has begun is said when it has, in order, unless its moment is over.</summary>
public sealed class CallVoiceTests
{
    private readonly CallVoice _voice = new();
    private readonly List<TurnInput> _said = [];

    [Fact]
    public void What_waits_is_said_in_order_when_the_call_begins_and_what_comes_later_at_once()
    {
        _voice.Tell(Say("1"));
        _voice.Tell(new WorkProgress(true));
        _said.ShouldBeEmpty();
        _voice.Begin(_said.Add);
        _said.ShouldBe(new TurnInput[] { Say("1"), new WorkProgress(true) });
        _voice.Tell(Say("2"));
        _said.Count.ShouldBe(3);
    }

    [Fact]
    public void What_belongs_to_a_moment_of_an_earlier_stream_does_not_wait()
    {
        _voice.Tell(new SpeechRequest("silence", "Are you there?", SpeechSources.SilencePrompt));
        _voice.Begin(_said.Add);
        _said.ShouldBeEmpty();
        _voice.Tell(new SpeechRequest("silence", "Are you there?", SpeechSources.SilencePrompt));
        _said.Count.ShouldBe(1, "the stream runs, and it is its moment");
    }

    [Fact]
    public void More_than_64_wishes_do_not_wait_and_those_that_do_are_kept()
    {
        for (int i = 0; i < 64; i++) _voice.Tell(Say($"{i}"));
        Should.Throw<InvalidOperationException>(() => _voice.Tell(Say("64")));
        _voice.Begin(_said.Add);
        _said.ShouldBe(Enumerable.Range(0, 64).Select(i => Say($"{i}")));
    }

    [Fact]
    public void Whether_an_agent_is_at_something_concerns_only_a_call_that_runs()
    {
        _voice.OnWork(true);
        _voice.Begin(_said.Add);
        _said.ShouldBeEmpty();
        _voice.OnWork(true);
        _voice.OnWork(false);
        _said.ShouldBe([new WorkProgress(true), new WorkProgress(false)]);
    }

    private static SpeechRequest Say(string id) => new SpeechRequest(id, "words", SpeechSources.Operator);
}
