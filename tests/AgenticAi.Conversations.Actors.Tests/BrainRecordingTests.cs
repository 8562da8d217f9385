using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;

namespace AgenticAi.Conversations.Actors.Tests;

/// <summary>The brain records what it judged, so that it can be judged again.</summary>
public class BrainRecordingTests
{
    [Fact]
    public async Task Every_command_is_recorded_with_its_time_and_the_events_it_led_to_ignored_ones_too()
    {
        var time = new ManualTimeProvider();
        DateTimeOffset start = time.GetUtcNow();
        await using BrainFixture fixture = new(time: time);

        await fixture.Tell(Story.Start, Story.Start, new PressDigit("1"), new EndConversation(CallEndReason.Operator, null))
            .CompleteAsync();

        fixture.Stored.CommandsOf("c1").ShouldBe(
        [
            new JudgedCommand(Story.Start, start, 0, 1),
            new JudgedCommand(Story.Start, start, 1, 0),
            new JudgedCommand(new PressDigit("1"), start, 1, 1),
            new JudgedCommand(new EndConversation(CallEndReason.Operator, null), start, 2, 1),
        ]);
        fixture.Brain.Health.Ignored.ShouldBe(1);
        await VerifiedAsync(fixture.Stored);
    }

    [Fact]
    public async Task Commands_that_are_all_ignored_are_recorded_in_one_append()
    {
        var atAppend = new SyncPoint();
        await using BrainFixture fixture = new(
            script: journal => journal.BeforeAppend = _ => atAppend.ArriveAsync());
        fixture.Tell(Story.Start);
        await atAppend.Arrived;
        fixture.Tell(Enumerable.Repeat(Story.Start, 5));
        atAppend.Release();
        await fixture.CompleteAsync();

        fixture.Stored.Appends.ShouldBe(2);
        fixture.Stored.CommandsOf("c1").Select(judged => judged.Events).ShouldBe([1, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public async Task A_command_that_throws_is_not_recorded_and_the_others_are()
    {
        await using BrainFixture fixture = new();

        await fixture.Tell(Story.Start, new TranscribeCaller(null!, "words of nobody"), new PressDigit("2")).CompleteAsync();

        fixture.Stored.CommandsOf("c1").Select(judged => judged.Command).ShouldBe([Story.Start, new PressDigit("2")]);
        await VerifiedAsync(fixture.Stored);
    }

    private static async Task VerifiedAsync(InMemoryJournal stored)
    {
        ReplayFinding finding = ReplayVerification.Of(
            await ConversationRecording.ReadAsync(stored, "c1", CancellationToken.None));
        finding.Outcome.ShouldBe(ReplayOutcome.Same, finding.ToText());
    }
}
