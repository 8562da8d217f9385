using AgenticAi.Testing;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Conversations.Tests;

/// <summary>A brain in which something throws: rebuilt from its journal, and what it does when that is not possible.</summary>
public class BrainRebuildTests
{
    /// <summary>A command that throws where its name says, and what it would break if it were let through.</summary>
    public static TheoryData<string, ConversationCommand> Poisons => new()
    {
        { "deciding", new TranscribeCaller(null!, "words of nobody") },
        { "applying", new ReportUsage("r1", null!) },
        { "storing", new PressDigit(null!) },
    };

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task A_command_that_throws_anywhere_costs_itself_alone(string where, ConversationCommand poison)
    {
        var atAppend = new SyncPoint();
        await using BrainFixture fixture = new(
            journal: inner => new ScriptedJournal(inner) { BeforeAppend = _ => atAppend.ArriveAsync() });
        fixture.Tell(Story.Start);
        await atAppend.Arrived;
        fixture.Tell(new PressDigit("1"), poison, new RequestSpeech("s1", "Hi.", "api"), poison, new PressDigit("2"));
        atAppend.Release();
        await fixture.Tell(new ReportSpeech("s1", SpeechOutcome.Spoken)).CompleteAsync();

        fixture.Events.ShouldBe(
            [
                new Story().Tell(Story.Start).Events.Single(),
                new DigitPressed("1"),
                new SpeechRequested("s1", "Hi.", "api"),
                new DigitPressed("2"),
                new SpeechSpoken("s1"),
            ],
            where);
        fixture.Effects.Performed.ShouldHaveSingleItem();
        fixture.Brain.Health.ShouldBe(BrainHealth.None with { Failed = 2 });
        fixture.Logs.Lines.Select(line => (line.Event.Id, line.Level)).ShouldBe([(5002, LogLevel.Error), (5002, LogLevel.Error)]);
    }

    [Fact]
    public async Task What_a_failed_append_stored_all_the_same_is_not_stored_twice_and_its_effects_are_performed()
    {
        int appends = 0;
        await using BrainFixture fixture = new(journal: inner => new ScriptedJournal(inner)
        {
            AfterAppend = _ => ++appends == 1 ? throw new InvalidOperationException("a fault after the commit") : Task.CompletedTask,
        });

        await fixture.Tell(new PressDigit("1"), new RequestSpeech("s1", "Hi.", "api"), new PressDigit("2")).CompleteAsync();

        fixture.Brain.State.Digits.ShouldBe("12");
        fixture.Effects.Performed.ShouldBe([new Speak("s1", "Hi.", "api")]);
        fixture.Brain.Health.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task A_history_that_cannot_be_rebuilt_stops_the_brain_which_refuses_at_once_and_says_so_once()
    {
        var time = new ManualTimeProvider();
        int reads = 0;
        await using BrainFixture fixture = new(
            journal: inner => new ScriptedJournal(inner)
            {
                BeforeRead = () =>
                {
                    if (++reads > 1) throw new UnknownEventException("version 9 of the event 'caller-said'");
                },
            },
            time: time);

        fixture.Tell(Story.Start, new ReportUsage("r1", null!));
        await Should.ThrowAsync<UnknownEventException>(fixture.Brain.Completion.Within());
        int logged = fixture.Logs.Lines.Count;
        for (int i = 0; i < 3; i++) fixture.Brain.TryTell(new PressDigit("1")).ShouldBeFalse();
        fixture.Brain.TryTell(new EndConversation(CallEndReason.Operator, null)).ShouldBeFalse();
        await fixture.Brain.DisposeAsync().Within();

        fixture.Brain.Health.Refused.ShouldBe(4);
        fixture.Brain.Health.Waiting.ShouldBe(0);
        fixture.Brain.Health.StoppedBecause.ShouldBe("version 9 of the event 'caller-said'");
        fixture.Logs.Lines.Count.ShouldBe(logged);
        fixture.Logs.Lines.Count(line => line.Event.Id == 5006).ShouldBe(1);
        fixture.Logs.Lines.Single(line => line.Event.Id == 5009).Exception.ShouldBeOfType<NullReferenceException>();
        time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task A_brain_that_stopped_counts_every_command_it_had_taken_as_lost()
    {
        var atAppend = new SyncPoint();
        bool broken = false;
        await using BrainFixture fixture = new(
            journal: inner => new ScriptedJournal(inner)
            {
                BeforeAppend = _ => broken ? throw new InvalidOperationException("poison") : atAppend.ArriveAsync(),
                BeforeRead = () =>
                {
                    if (broken) throw new UnknownEventException("corrupt");
                },
            },
            options: new ConversationOptions { MaxBatch = 2 });
        fixture.Tell(Story.Start);
        await atAppend.Arrived;
        fixture.Tell(Enumerable.Range(0, 5).Select(i => new PressDigit($"{i}")));
        broken = true;
        atAppend.Release();

        await Should.ThrowAsync<UnknownEventException>(fixture.Brain.Completion.Within());
        fixture.Brain.Health.Lost.ShouldBe(5);
        fixture.Stored.Of("c1").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_journal_that_lost_what_it_had_acknowledged_does_not_take_the_memory_of_a_call_that_goes_on()
    {
        var lost = new InMemoryJournal();
        var next = new InMemoryJournal();
        InMemoryJournal present = lost;
        var effects = new RecordingEffects();
        using var logs = new RecordingLoggerFactory();
        await using var brain = new ConversationBrain(
            "c1",
            new ReplacedJournal(() => present),
            effects,
            new ConversationOptions { MaxBatch = 1 },
            TimeProvider.System,
            logs.CreateLogger("brain"));
        brain.TryTell(Story.Start);
        brain.TryTell(new TranscribeCaller("u1", "Remember me."));
        await Eventually.TrueAsync(() => lost.Of("c1").Count >= 2, "two events in the first journal");

        present = next;
        brain.TryTell(new PressDigit("1"));
        brain.TryTell(new PressDigit("2"));
        await brain.CompleteAsync().Within();

        brain.State.Turns.Select(turn => turn.Text).ShouldBe(["Remember me."]);
        brain.State.Started.ShouldNotBeNull();
        brain.State.Sequence.ShouldBe(2);
        next.Of("c1").Select(entry => (entry.Sequence, entry.Event)).ShouldBe([(1, new DigitPressed("1")), (2, new DigitPressed("2"))]);
        logs.Lines.ShouldHaveSingleItem().Event.Id.ShouldBe(5010);
    }

    [Fact]
    public void The_health_of_many_brains_is_their_sum()
    {
        DateTimeOffset noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);
        BrainHealth away = new(1, 2, 3, 4, 5, 6, null, 7, noon);
        BrainHealth stopped = new(10, 20, 30, 40, 50, 60, "corrupt", 70, null);
        BrainHealth longer = BrainHealth.None with { JournalFailingSince = noon.AddMinutes(-1) };

        away.Plus(stopped).ShouldBe(new BrainHealth(11, 22, 33, 44, 55, 66, "corrupt", 77, noon));
        stopped.Plus(away).ShouldBe(away.Plus(stopped));
        away.Plus(longer).JournalFailingSince.ShouldBe(longer.JournalFailingSince);
        longer.Plus(away).JournalFailingSince.ShouldBe(longer.JournalFailingSince);
        BrainHealth.None.Plus(away).ShouldBe(away);
    }
}
