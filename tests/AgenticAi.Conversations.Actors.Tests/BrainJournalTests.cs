using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Conversations.Actors.Tests;

/// <summary>The brain and a journal that is continued, away, taken by others, or broken.</summary>
public class BrainJournalTests
{
    [Fact]
    public async Task A_conversation_that_exists_is_continued()
    {
        var stored = new InMemoryJournal();
        await using (BrainFixture first = new(stored)) await first.Tell(Story.Start, new PressDigit("1")).CompleteAsync();

        await using BrainFixture second = new(stored);
        await second.Tell(Story.Start, new PressDigit("2")).CompleteAsync();

        second.Brain.State.Digits.ShouldBe("12");
        stored.Of("c1").Select(entry => entry.Sequence).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task An_effect_without_outcome_is_performed_again_after_a_restart()
    {
        var stored = new InMemoryJournal();
        await using (BrainFixture first = new(stored))
        {
            await first.Tell(
                new RequestSpeech("b", "Two.", "api"),
                new RequestSpeech("a", "One.", "api"),
                new RequestSpeech("done", "Zero.", "api"),
                new ReportSpeech("done", SpeechOutcome.Spoken)).CompleteAsync();
        }

        await using BrainFixture second = new(stored);
        await second.Tell(new ReportSpeech("a", SpeechOutcome.Spoken)).CompleteAsync();

        second.Effects.Performed.ShouldBe([new Speak("a", "One.", "api"), new Speak("b", "Two.", "api")]);
        second.Brain.State.PendingSpeech.Keys.ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_journal_that_is_away_is_tried_again_and_nothing_is_lost()
    {
        int tries = 0;
        var third = new SyncPoint();
        await using BrainFixture fixture = new(script: journal => journal.BeforeAppend = _ => ++tries switch
        {
            1 or 2 => throw new JournalUnavailableException("disk full"),
            3 => third.ArriveAsync(),
            _ => Task.CompletedTask,
        });

        fixture.Tell(Story.Start, new PressDigit("1"));
        await third.Arrived;
        fixture.Brain.Health.JournalFailures.ShouldBe(2);
        fixture.Brain.Health.JournalFailingSince.ShouldNotBeNull();
        fixture.Journal.Failures.ShouldBe(2);
        third.Release();
        await fixture.Tell(new PressDigit("2")).CompleteAsync();

        fixture.Brain.State.Digits.ShouldBe("12");
        fixture.Brain.Health.JournalFailingSince.ShouldBeNull();
        fixture.Logs.Lines.Select(line => line.Event.Id).ShouldBe([5004, 5005]);
        fixture.Logs.Lines.First().Message.ShouldContain("disk full");
    }

    [Fact]
    public async Task A_journal_that_is_away_at_the_start_is_waited_for()
    {
        int reads = 0;
        await using BrainFixture fixture = new(
            script: journal => journal.BeforeRead = _ => ++reads < 3 ? throw new JournalUnavailableException("locked") : Task.CompletedTask);

        await fixture.Tell(Story.Start).CompleteAsync();

        fixture.Stored.Of("c1").Count.ShouldBe(1);
        fixture.Brain.Health.JournalFailures.ShouldBe(2);
        fixture.Journal.Failures.ShouldBe(2);
    }

    [Fact]
    public async Task A_journal_that_stays_away_ends_the_brain_when_the_patience_is_over()
    {
        var time = new ManualTimeProvider();
        var tried = new SemaphoreSlim(0);
        await using BrainFixture fixture = new(
            script: journal => journal.BeforeAppend = _ =>
            {
                tried.Release();
                throw new JournalUnavailableException("gone");
            },
            options: BrainFixture.Quick with { MaxBatch = 1, CompletionPatience = TimeSpan.FromSeconds(3) },
            time: time);
        fixture.Tell(Story.Start, new PressDigit("1"), new PressDigit("2"));
        (await tried.WaitAsync(TestTimeout.Default)).ShouldBeTrue();

        Task completing = fixture.Brain.CompleteAsync();
        await Eventually.TrueAsync(() => time.ArmedTimers == 2, "the patience beside the pause");
        completing.IsCompleted.ShouldBeFalse();
        time.Advance(3_000);

        (await Should.ThrowAsync<JournalUnavailableException>(completing.Within())).Message.ShouldContain("gone");
        fixture.Brain.Health.Lost.ShouldBe(3);
        fixture.Brain.Completion.IsFaulted.ShouldBeTrue();
        fixture.Brain.TryTell(new PressDigit("3")).ShouldBeFalse();
        fixture.Logs.Lines.ShouldContain(line => line.Event.Id == 5006 && line.Level == LogLevel.Error);
        await Eventually.TrueAsync(() => time.ArmedTimers == 0, "no timer");
    }

    [Fact]
    public async Task What_was_stored_by_a_try_that_failed_after_its_commit_is_not_stored_twice_and_its_effects_are_performed()
    {
        int tries = 0;
        await using BrainFixture fixture = new(script: journal => journal.AfterAppend =
            _ => ++tries == 1 ? throw new JournalUnavailableException("lost the answer") : Task.CompletedTask);

        await fixture.Tell(new PressDigit("1"), new RequestSpeech("s1", "Hi.", "api"), new PressDigit("2")).CompleteAsync();

        fixture.Brain.State.Digits.ShouldBe("12");
        fixture.Effects.Performed.ShouldBe([new Speak("s1", "Hi.", "api")]);
        fixture.Brain.Health.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task What_another_writer_stored_first_is_kept_and_the_commands_are_judged_anew()
    {
        int tries = 0;
        InMemoryJournal stored = new();
        await using BrainFixture fixture = new(stored, journal => journal.BeforeAppend =
            _ => ++tries == 1 ? stored.StoreAsync("c1", Story.Start with { CallSid = "theirs" }) : Task.CompletedTask);

        await fixture.Tell(Story.Start, new PressDigit("1")).CompleteAsync();

        fixture.Brain.State.Started!.CallSid.ShouldBe("theirs");
        fixture.Events.Last().ShouldBe(new DigitPressed("1"));
        fixture.Stored.Of("c1").Count.ShouldBe(2);
        fixture.Stored.CommandsOf("c1").Select(judged => (judged.AfterSequence, judged.Events)).ShouldBe([(0, 1), (1, 0), (1, 1)]);
    }

    [Fact]
    public async Task A_history_that_is_not_understood_stops_the_brain_which_refuses_at_once_and_says_so_once()
    {
        var time = new ManualTimeProvider();
        await using BrainFixture fixture = new(
            script: journal => journal.BeforeRead = _ => throw new UnknownEventException("a newer version"), time: time);

        (await Should.ThrowAsync<UnknownEventException>(fixture.Brain.Completion.Within())).Message.ShouldContain("the form 'ce9'");
        await Should.ThrowAsync<UnknownEventException>(fixture.Brain.Recovered.Within());
        fixture.Brain.TryTell(new PressDigit("1")).ShouldBeFalse();
        fixture.Brain.TryTell(new EndConversation(CallEndReason.Operator, null)).ShouldBeFalse();
        await fixture.Brain.DisposeAsync().AsTask().Within();

        fixture.Stored.Of("c1").ShouldBeEmpty();
        fixture.Brain.Health.Refused.ShouldBe(2);
        fixture.Brain.Health.StoppedBecause!.ShouldContain("ce9");
        fixture.Logs.Lines.Select(line => line.Event.Id).ShouldBe([5006]);
        await Eventually.TrueAsync(() => time.ArmedTimers == 0, "no timer");
    }

    [Fact]
    public async Task A_brain_that_was_given_up_counts_every_command_it_had_taken_as_lost()
    {
        var atAppend = new SyncPoint();
        bool broken = false;
        await using BrainFixture fixture = new(
            script: journal =>
            {
                journal.BeforeAppend = _ => broken ? throw new JournalUnavailableException("poison") : atAppend.ArriveAsync();
                journal.BeforeRead = _ => broken ? throw new UnknownEventException("corrupt") : Task.CompletedTask;
            },
            options: BrainFixture.Quick with { MaxBatch = 2 });
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
    public async Task A_journal_that_has_lost_entries_is_gone_on_with_as_it_is_and_that_is_said()
    {
        bool fails = false;
        await using BrainFixture fixture = new(script: journal => journal.BeforeAppend = _ =>
        {
            if (!fails) return Task.CompletedTask;
            fails = false;
            journal.Clear();
            throw new JournalUnavailableException("the file is gone");
        });
        fixture.Tell(Story.Start, new RequestSpeech("s1", "Hi.", "api"));
        await fixture.Brain.WhenAsync(state => state.PendingSpeech.Count == 1).Within();

        fails = true;
        await fixture.Tell(new PressDigit("1"), new PressDigit("2")).CompleteAsync();

        fixture.Events.ShouldBe([new DigitPressed("1"), new DigitPressed("2")]);
        fixture.Effects.Performed.ShouldHaveSingleItem();
        fixture.Logs.Lines.Select(line => line.Event.Id).ShouldContain(5010);
    }
}
