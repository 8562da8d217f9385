using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Conversations.Actors.Tests;

public class BrainTests
{
    [Fact]
    public async Task Commands_become_stored_events_a_state_and_effects()
    {
        await using BrainFixture fixture = new();

        await fixture.Tell(Story.Start, new RequestSpeech("s1", "Hello.", "api"), new EndConversation(CallEndReason.Operator, null))
            .CompleteAsync();

        fixture.Events.Select(happened => happened.GetType().Name).ShouldBe(
            ["ConversationStarted", "SpeechRequested", "SpeechDropped", "ConversationEnded"]);
        fixture.Effects.Performed.ShouldBe([new Speak("s1", "Hello.", "api")]);
        fixture.Brain.State.Status.ShouldBe(ConversationStatus.Ended);
        fixture.Logs.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task An_effect_is_performed_and_the_state_shown_only_after_the_event_is_stored()
    {
        var atAppend = new SyncPoint();
        var seen = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var stored = new InMemoryJournal();
        await using BrainFixture fixture = new(
            stored,
            journal => journal.BeforeAppend = _ => atAppend.ArriveAsync(),
            onPerform: _ => seen.TrySetResult(stored.Of("c1").Count));

        fixture.Tell(new RequestSpeech("s1", "Hello.", "api"));
        await atAppend.Arrived;
        fixture.Brain.State.PendingSpeech.ShouldBeEmpty();
        fixture.Effects.Performed.ShouldBeEmpty();
        atAppend.Release();

        (await seen.Task.Within()).ShouldBe(1);
        fixture.Brain.State.PendingSpeech.Keys.ShouldBe(["s1"]);
    }

    [Fact]
    public async Task What_waits_is_stored_in_one_append()
    {
        var atAppend = new SyncPoint();
        await using BrainFixture fixture = new(
            script: journal => journal.BeforeAppend = _ => atAppend.ArriveAsync(),
            options: BrainFixture.Quick with { MaxBatch = 20 });

        fixture.Tell(Story.Start);
        await atAppend.Arrived;
        fixture.Tell(Enumerable.Range(0, 50).Select(i => new PressDigit($"{i % 10}")));
        atAppend.Release();
        await fixture.CompleteAsync();

        fixture.Stored.Appends.ShouldBe(1 + 3);
        fixture.Brain.State.Digits.ShouldBe(string.Concat(Enumerable.Repeat("0123456789", 5)));
    }

    [Fact]
    public async Task An_event_carries_the_time_its_command_came_however_long_it_waited()
    {
        var atAppend = new SyncPoint();
        var time = new ManualTimeProvider();
        DateTimeOffset start = time.GetUtcNow();
        await using BrainFixture fixture = new(
            script: journal => journal.BeforeAppend = _ => atAppend.ArriveAsync(), time: time);

        fixture.Tell(Story.Start);
        await atAppend.Arrived;
        time.Advance(500);
        fixture.Tell(new PressDigit("1"));
        time.Advance(9_000);
        atAppend.Release();
        await fixture.CompleteAsync();

        fixture.Stored.Of("c1").Select(entry => entry.At - start).ShouldBe([TimeSpan.Zero, TimeSpan.FromMilliseconds(500)]);
        time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task A_full_relay_refuses_counts_and_says_so_once_but_takes_the_end()
    {
        var atAppend = new SyncPoint();
        await using BrainFixture fixture = new(
            script: journal => journal.BeforeAppend = _ => atAppend.ArriveAsync(),
            options: BrainFixture.Quick with { Capacity = 3 });
        fixture.Tell(Story.Start);
        await atAppend.Arrived;
        fixture.Tell(new PressDigit("1"), new PressDigit("2"));

        fixture.Brain.TryTell(new PressDigit("4")).ShouldBeFalse();
        fixture.Brain.TryTell(new PressDigit("5")).ShouldBeFalse();
        fixture.Brain.TryTell(new EndConversation(CallEndReason.Operator, null)).ShouldBeTrue();
        fixture.Brain.TryTell(new EndConversation(CallEndReason.Operator, null)).ShouldBeFalse();
        fixture.Brain.Health.ShouldBe(new BrainHealth(4, 3, 0, 0, 0, 0, null, 0, null));
        atAppend.Release();
        await fixture.CompleteAsync();

        fixture.Brain.State.Digits.ShouldBe("12");
        fixture.Brain.State.Status.ShouldBe(ConversationStatus.Ended);
        fixture.Logs.Lines.Count(line => line.Message.Contains("3 commands of conversation c1 wait", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_relay_that_was_full_takes_commands_again_and_says_so_again_when_it_fills_again()
    {
        SyncPoint[] atAppend = [new(), new()];
        await using BrainFixture fixture = new(
            script: journal => journal.BeforeAppend = events => atAppend[Math.Min(events[0].Sequence - 1, 1)].ArriveAsync(),
            options: BrainFixture.Quick with { Capacity = 2 });
        fixture.Tell(Story.Start);
        await atAppend[0].Arrived;
        fixture.Tell(new PressDigit("1")).Brain.TryTell(new PressDigit("refused")).ShouldBeFalse();
        atAppend[0].Release();
        await atAppend[1].Arrived;

        fixture.Tell(new PressDigit("2")).Brain.TryTell(new PressDigit("refused")).ShouldBeFalse();
        atAppend[1].Release();
        await fixture.CompleteAsync();

        fixture.Brain.State.Digits.ShouldBe("12");
        fixture.Logs.Lines.Count(line => line.Event.Id == 5001).ShouldBe(2);
    }

    [Fact]
    public async Task After_completion_nothing_is_taken()
    {
        await using BrainFixture fixture = new();
        await fixture.Tell(Story.Start).CompleteAsync();

        fixture.Brain.TryTell(new PressDigit("1")).ShouldBeFalse();
        fixture.Brain.TryTell(new EndConversation(CallEndReason.Operator, null)).ShouldBeFalse();
        fixture.Brain.Health.Refused.ShouldBe(2);
        fixture.Logs.Lines.ShouldNotContain(line => line.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task A_command_that_changes_nothing_is_counted()
    {
        await using BrainFixture fixture = new();

        await fixture.Tell(Story.Start, Story.Start, new ReportSpeech("nobody asked", SpeechOutcome.Spoken)).CompleteAsync();

        fixture.Brain.Health.Ignored.ShouldBe(2);
        fixture.Stored.Of("c1").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_command_that_throws_is_dropped_alone_and_the_brain_goes_on()
    {
        var atAppend = new SyncPoint();
        await using BrainFixture fixture = new(
            script: journal => journal.BeforeAppend = _ => atAppend.ArriveAsync());
        fixture.Tell(Story.Start);
        await atAppend.Arrived;
        fixture.Tell(
            new PressDigit("1"), new TranscribeCaller(null!, "poison"), new PressDigit("2"), new RequestSpeech("s1", "Hi.", "api"));
        atAppend.Release();
        await fixture.CompleteAsync();

        fixture.Brain.State.Digits.ShouldBe("12");
        fixture.Brain.Health.Failed.ShouldBe(1);
        fixture.Effects.Performed.ShouldBe([new Speak("s1", "Hi.", "api")]);
        fixture.Logs.ShouldHaveNoErrors("dropped TranscribeCaller");
        fixture.Logs.Lines.ShouldContain(line => line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task An_effect_that_cannot_be_started_is_an_effect_that_failed()
    {
        await using BrainFixture fixture = new(onPerform: _ => throw new InvalidOperationException("no voice"));

        await fixture.Tell(Story.Start, new RequestSpeech("s1", "Hi.", "api"), new PressDigit("1")).CompleteAsync();

        fixture.Events.ShouldContain(new SpeechDropped("s1", "it could not be started"));
        fixture.Brain.State.Digits.ShouldBe("1");
        fixture.Brain.Health.EffectsFailed.ShouldBe(1);
        fixture.Logs.ShouldHaveNoErrors("effect Speak");
    }

    [Fact]
    public async Task Disposing_completes()
    {
        BrainFixture fixture = new();
        fixture.Tell(Story.Start, new PressDigit("1"));

        await fixture.Brain.DisposeAsync();
        await fixture.Brain.DisposeAsync();

        fixture.Brain.Completion.IsCompletedSuccessfully.ShouldBeTrue();
        fixture.Stored.Of("c1").Count.ShouldBe(2);
    }
}
