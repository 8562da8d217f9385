using AgenticAi.Testing;

namespace AgenticAi.Conversations.Tests;

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
            journal: inner => new ScriptedJournal(inner) { BeforeAppend = _ => atAppend.ArriveAsync() });
        fixture.Tell(Story.Start);
        await atAppend.Arrived;
        fixture.Tell(Enumerable.Repeat(Story.Start, 5));
        atAppend.Release();
        await fixture.CompleteAsync();

        fixture.Stored.Appends.ShouldBe(2);
        fixture.Stored.CommandsOf("c1").Select(judged => judged.Events).ShouldBe([1, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public async Task Of_commands_that_are_judged_anew_after_a_conflict_only_the_stored_judgement_counts()
    {
        bool first = true;
        await using BrainFixture fixture = new(journal: inner => new ScriptedJournal(inner)
        {
            BeforeAppend = async _ =>
            {
                if (!first) return;
                first = false;
                var other = new Story().Tell(Story.Start);
                await inner.AppendAsync(
                    "c1", 0, other.Journal, [new JudgedCommand(Story.Start, other.Time.GetUtcNow(), 0, 1)], CancellationToken.None);
            },
        });

        await fixture.Tell(Story.Start, new PressDigit("1")).CompleteAsync();

        fixture.Stored.CommandsOf("c1").Select(judged => (judged.Command, judged.AfterSequence, judged.Events)).ShouldBe(
            [(Story.Start, 0, 1), (Story.Start, 1, 0), (new PressDigit("1"), 1, 1)]);
        await VerifiedAsync(fixture.Stored);
    }

    [Fact]
    public async Task A_command_that_throws_is_not_recorded_and_the_others_are()
    {
        await using BrainFixture fixture = new();

        await fixture.Tell(Story.Start, new TranscribeCaller(null!, "words of nobody"), new PressDigit("2")).CompleteAsync();

        fixture.Stored.CommandsOf("c1").Select(judged => judged.Command).ShouldBe([Story.Start, new PressDigit("2")]);
        await VerifiedAsync(fixture.Stored);
    }

    [Fact]
    public async Task What_is_judged_on_more_than_the_journal_holds_is_not_recorded()
    {
        var lost = new InMemoryJournal();
        var next = new InMemoryJournal();
        InMemoryJournal present = lost;
        await using BrainFixture fixture = new(
            journal: _ => new ReplacedJournal(() => present), options: new ConversationOptions { MaxBatch = 1 });
        fixture.Tell(Story.Start);
        await Eventually.TrueAsync(() => lost.Of("c1").Count >= 1, "an event in the first journal");

        present = next;
        fixture.Tell(new PressDigit("1"), Story.Start);
        await fixture.Brain.CompleteAsync().Within();

        next.Of("c1").Select(entry => entry.Event).ShouldBe([new DigitPressed("1")]);
        next.CommandsOf("c1").ShouldBeEmpty();
        ReplayVerification.Of(await ConversationRecording.ReadAsync(next, "c1", TestContext.Current.CancellationToken))
            .Outcome.ShouldBe(ReplayOutcome.NotRecorded);
    }

    [Fact]
    public async Task A_recording_of_a_conversation_that_goes_on_holds_the_events_of_all_its_commands()
    {
        var stored = new InMemoryJournal();
        await stored.AppendAsync("c1", 0, [Digit(1)], [Judged(1)], CancellationToken.None);
        int reads = 0;
        var journal = new ScriptedJournal(stored)
        {
            // Stored between the reading of the events and that of the commands, and again while that is noticed.
            BeforeReadCommands = async () =>
            {
                int next = ++reads + 1;
                if (next <= 3) await stored.AppendAsync("c1", next - 1, [Digit(next)], [Judged(next)], CancellationToken.None);
            },
        };

        ConversationRecording recording = await ConversationRecording.ReadAsync(journal, "c1", TestContext.Current.CancellationToken);

        (recording.Events.Count, recording.Commands.Count).ShouldBe((3, 3));
        ReplayVerification.Of(recording).Outcome.ShouldBe(ReplayOutcome.Same);

        static JournaledEvent Digit(int n) => new("c1", n, DateTimeOffset.UnixEpoch, new DigitPressed($"{n}"));
        static JudgedCommand Judged(int n) => new(new PressDigit($"{n}"), DateTimeOffset.UnixEpoch, n - 1, 1);
    }

    private static async Task VerifiedAsync(InMemoryJournal stored)
    {
        ReplayFinding finding = ReplayVerification.Of(
            await ConversationRecording.ReadAsync(stored, "c1", TestContext.Current.CancellationToken));
        finding.Outcome.ShouldBe(ReplayOutcome.Same, finding.ToText());
        finding.WithoutCommands.ShouldBeEmpty();
    }
}
