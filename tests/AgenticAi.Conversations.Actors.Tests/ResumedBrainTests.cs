using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;

namespace AgenticAi.Conversations.Actors.Tests;

/// <summary>A call whose process died: the caller comes back on a new stream, and a new brain continues the conversation.</summary>
public class ResumedBrainTests
{
    [Fact]
    public async Task A_conversation_that_never_ended_is_continued_by_a_new_brain()
    {
        var stored = new InMemoryJournal();
        await using (BrainFixture killed = new(stored))
        {
            await killed.Tell(
                Story.Start,
                new ConnectModel("sess1", "m"),
                new HearItem("a1", null, ItemRole.Assistant),
                new AssistantTranscript("a1", "r1", "Hello."),
                new AssistantHeard("a1", 800, null, Interrupted: false),
                new CallerStartsSpeaking("u1", 1_000),
                new RequestSpeech("s1", "One moment.", "api")).CompleteAsync();
        }

        await using BrainFixture second = new(stored);
        ConversationState found = await second.Brain.Recovered.Within();
        found.Status.ShouldBe(ConversationStatus.Active);
        found.Turns.Select(turn => turn.Text).ShouldBe(["Hello.", null]);
        await second.Tell(
            Story.Start with { StreamSid = "MZ2" },
            new ResumeConversation("MZ2", "the server was restarted"),
            new LoseModel("the server was restarted"),
            new ConnectModel("sess2", "m"),
            new HearItem("u2", RestoredItems.IdOf(1), ItemRole.Caller),
            new TranscribeCaller("u2", "Are you still there?"),
            new ReportSpeech("s1", SpeechOutcome.Spoken),
            new EndConversation(CallEndReason.CallerHungUp, null)).CompleteAsync();

        second.Effects.Performed.ShouldBe([new Speak("s1", "One moment.", "api")]);
        second.Events.Skip(found.Turns.Length + 5).Take(3).ShouldBe(
            [
                new ConversationResumed("MZ2", "the server was restarted"),
                new ModelLost("sess1", "the server was restarted"),
                new ModelConnected("sess2", "m"),
            ]);
        second.Brain.State.Turns.Select(turn => turn.Text ?? turn.FailureCode)
            .ShouldBe(["Hello.", ConversationRules.EndedBeforeWords, "Are you still there?"]);
        second.Brain.State.StreamSids.ShouldBe(["MZ1", "MZ2"], ignoreOrder: true);
        second.Brain.State.Status.ShouldBe(ConversationStatus.Ended);
    }

    [Fact]
    public async Task An_ended_conversation_is_not_resumed_and_whoever_asks_can_see_it_before()
    {
        var stored = new InMemoryJournal();
        await using (BrainFixture first = new(stored))
            await first.Tell(Story.Start, new EndConversation(CallEndReason.Operator, null)).CompleteAsync();

        await using BrainFixture second = new(stored);
        (await second.Brain.Recovered.Within()).Ended.ShouldBe(new ConversationEnded(CallEndReason.Operator, null));
        await second.Tell(new ResumeConversation("MZ2", "too late")).CompleteAsync();

        second.Brain.Health.Ignored.ShouldBe(1);
        stored.Of("c1").Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_found_is_known_only_when_the_journal_could_be_read()
    {
        var atRead = new SyncPoint();
        int reads = 0;
        await using BrainFixture fixture = new(script: journal =>
        {
            journal.BeforeRead = _ => ++reads == 1 ? throw new JournalUnavailableException("locked") : Task.CompletedTask;
            journal.BeforeAppend = _ => atRead.ArriveAsync();
        });

        fixture.Tell(Story.Start);
        (await fixture.Brain.Recovered.Within()).Sequence.ShouldBe(0);
        fixture.Brain.Health.JournalFailures.ShouldBe(1);
        atRead.Release();
    }
}
