using AgenticAi.Testing;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Conversations.Tests;

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
        await using BrainFixture fixture = new(journal: inner => new ScriptedJournal(inner)
        {
            BeforeAppend = _ => ++tries switch
            {
                1 or 2 => throw new JournalUnavailableException("disk full"),
                3 => third.ArriveAsync(),
                _ => Task.CompletedTask,
            },
        });

        fixture.Tell(Story.Start, new PressDigit("1"));
        await third.Arrived;
        fixture.Brain.Health.JournalFailures.ShouldBe(2);
        fixture.Brain.Health.JournalFailingSince.ShouldNotBeNull();
        third.Release();
        await fixture.Tell(new PressDigit("2")).CompleteAsync();

        fixture.Brain.State.Digits.ShouldBe("12");
        fixture.Brain.Health.JournalFailingSince.ShouldBeNull();
        fixture.Logs.Lines.Select(line => line.Event.Id).ShouldBe([5004, 5005]);
    }

    [Fact]
    public async Task A_journal_that_is_away_at_the_start_is_waited_for()
    {
        int reads = 0;
        await using BrainFixture fixture = new(journal: inner => new ScriptedJournal(inner)
        {
            BeforeRead = () =>
            {
                if (++reads < 3) throw new JournalUnavailableException("locked");
            },
        });

        await fixture.Tell(Story.Start).CompleteAsync();

        fixture.Stored.Of("c1").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Pauses_between_tries_double_up_to_the_longest()
    {
        var time = new ManualTimeProvider();
        List<TimeSpan> tries = [];
        var seen = new SemaphoreSlim(0);
        await using BrainFixture fixture = new(
            journal: inner => new ScriptedJournal(inner)
            {
                BeforeAppend = _ =>
                {
                    tries.Add(time.Elapsed);
                    seen.Release();
                    return tries.Count < 6 ? throw new JournalUnavailableException("away") : Task.CompletedTask;
                },
            },
            options: new ConversationOptions { FirstRetry = TimeSpan.FromMilliseconds(50), LongestRetry = TimeSpan.FromMilliseconds(300) },
            time: time);

        fixture.Tell(Story.Start);
        for (int i = 0; i < 6; i++)
        {
            // Moved in steps smaller than any pause, until the timer that the failure armed has fired.
            await Eventually.TrueAsync(
                () =>
                {
                    if (seen.Wait(TimeSpan.Zero)) return true;
                    if (time.ArmedTimers > 0) time.Advance(1);
                    return false;
                },
                "the next try");
        }

        await fixture.CompleteAsync();
        tries.Zip(tries.Skip(1), (a, b) => (b - a).TotalMilliseconds).ShouldBe([50, 100, 200, 300, 300]);
    }

    [Fact]
    public async Task A_journal_that_stays_away_ends_the_brain_when_the_patience_is_over()
    {
        var time = new ManualTimeProvider();
        var tried = new SemaphoreSlim(0);
        await using BrainFixture fixture = new(
            journal: inner => new ScriptedJournal(inner)
            {
                BeforeAppend = _ =>
                {
                    tried.Release();
                    throw new JournalUnavailableException("gone");
                },
            },
            options: new ConversationOptions { MaxBatch = 1, CompletionPatience = TimeSpan.FromSeconds(3) },
            time: time);
        fixture.Tell(Story.Start, new PressDigit("1"), new PressDigit("2"));
        await tried.WaitAsync(TestTimeout.Default, TestContext.Current.CancellationToken);

        Task completing = fixture.Brain.CompleteAsync();
        completing.IsCompleted.ShouldBeFalse();
        time.Advance(3_000);

        await Should.ThrowAsync<JournalUnavailableException>(completing.Within());
        fixture.Brain.Health.Lost.ShouldBe(3);
        fixture.Brain.Completion.IsFaulted.ShouldBeTrue();
        fixture.Brain.TryTell(new PressDigit("3")).ShouldBeFalse();
        fixture.Logs.Lines.ShouldContain(line => line.Event.Id == 5006 && line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Events_stored_by_a_try_that_failed_after_its_commit_are_not_stored_twice()
    {
        int tries = 0;
        await using BrainFixture fixture = new(journal: inner => new ScriptedJournal(inner)
        {
            AfterAppend = _ => ++tries == 1 ? throw new JournalUnavailableException("lost the answer") : Task.CompletedTask,
        });

        await fixture.Tell(new PressDigit("1"), new RequestSpeech("s1", "Hi.", "api"), new PressDigit("2")).CompleteAsync();

        fixture.Brain.State.Digits.ShouldBe("12");
        fixture.Effects.Performed.ShouldBe([new Speak("s1", "Hi.", "api")]);
    }

    [Fact]
    public async Task What_another_writer_stored_first_is_kept_and_the_commands_are_judged_anew()
    {
        int tries = 0;
        await using BrainFixture fixture = new(journal: inner => new ScriptedJournal(inner)
        {
            BeforeAppend = _ => ++tries == 1
                ? inner.AppendAsync("c1", 0, new Story().Tell(Story.Start with { CallSid = "theirs" }).Journal, default).AsTask()
                : Task.CompletedTask,
        });

        await fixture.Tell(Story.Start, new PressDigit("1")).CompleteAsync();

        fixture.Brain.State.Started!.CallSid.ShouldBe("theirs");
        fixture.Events.Last().ShouldBe(new DigitPressed("1"));
        fixture.Stored.Of("c1").Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_journal_that_contradicts_itself_costs_the_command_and_not_the_brain()
    {
        int tries = 0;
        await using BrainFixture fixture = new(journal: inner => new ScriptedJournal(inner)
        {
            BeforeAppend = _ => ++tries == 1 ? throw new JournalConflictException("c1", 0, 7) : Task.CompletedTask,
        });

        await fixture.Tell(Story.Start).CompleteAsync();

        fixture.Brain.Health.Failed.ShouldBe(1);
        fixture.Stored.Of("c1").ShouldBeEmpty();
        fixture.Logs.ShouldHaveNoErrors("dropped StartConversation");
    }

    [Fact]
    public async Task A_history_that_is_not_understood_stops_the_brain_instead_of_being_guessed_at()
    {
        await using BrainFixture fixture = new(journal: inner => new ScriptedJournal(inner)
        {
            BeforeRead = () => throw new UnknownEventException("version 9 of the event 'caller-said'"),
        });

        await Should.ThrowAsync<UnknownEventException>(fixture.Brain.Completion.Within());
        fixture.Brain.TryTell(new PressDigit("1")).ShouldBeFalse();
        fixture.Stored.Of("c1").ShouldBeEmpty();
    }
}
