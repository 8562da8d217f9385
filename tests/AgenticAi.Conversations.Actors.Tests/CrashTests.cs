using AgenticAi.Conversations.Tests;

namespace AgenticAi.Conversations.Actors.Tests;

/// <summary>A conversation cut after every one of its appends, then continued by a new brain that is told everything again.</summary>
public class CrashTests
{
    private static readonly ConversationCommand[] Call =
    [
        new ConnectModel("sess1", "m"),
        Story.Start,
        new HearItem("a1", null, ItemRole.Assistant),
        new AssistantTranscript("a1", "r1", "Hello."),
        new RequestSpeech("s1", "One moment.", "api"),
        new AssistantHeard("a1", 900, null, Interrupted: false),
        new ReportUsage("r1", new TokenUsage(9, 6, 3, 2, 4, 1, 2, 3)),
        new CallerStartsSpeaking("u1", 1_000),
        new CallerStopsSpeaking("u1", 1_800),
        new HearItem("u1", "a1", ItemRole.Caller),
        new ReportSpeech("s1", SpeechOutcome.Spoken),
        new AssistantTranscript("a2", "r2", "Fine, and you?"),
        new HearItem("a2", "u1", ItemRole.Assistant),
        new TranscribeCaller("u1", "How are you?"),
        new RequestSpeech("s2", "Bye.", "api"),
        new EndConversation(CallEndReason.CallerHungUp, null),
    ];

    private static readonly Func<IReadOnlyList<JournaledEvent>, Task> Nothing = static _ => Task.CompletedTask;

    public static IEnumerable<object[]> Cuts =>
        Enumerable.Range(0, 20).SelectMany(cut => new[] { new object[] { cut, false }, [cut, true] });

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task A_crash_at_any_append_leaves_a_beginning_of_the_conversation_which_can_be_finished(int cut, bool afterCommit)
    {
        var stored = new InMemoryJournal();
        Exception Crash() => new InvalidOperationException("crash");
        int appends = 0;
        bool dead = false;
        await using (BrainFixture first = new(
            stored,
            journal =>
            {
                journal.BeforeAppend = _ => dead || (!afterCommit && appends == cut) ? throw Die() : Task.CompletedTask;
                journal.AfterAppend = _ => ++appends == cut && afterCommit ? throw Die() : Task.CompletedTask;
                journal.BeforeRead = _ => dead ? throw Crash() : Task.CompletedTask;
            },
            options: BrainFixture.Quick with { MaxBatch = 1 }))
        {
            foreach (ConversationCommand command in Call) first.Brain.TryTell(command);
        }

        Exception Die()
        {
            dead = true;
            return Crash();
        }

        IReadOnlyList<JournaledEvent> left = stored.Of("c1");
        left.Select(entry => entry.Event).ShouldBe(new Story().Tell(Call).Events.Take(left.Count));

        (stored.BeforeAppend, stored.AfterAppend, stored.BeforeRead) = (Nothing, Nothing, static _ => Task.CompletedTask);
        await using BrainFixture second = new(stored);
        await second.Tell(Call).CompleteAsync();

        second.Events.ShouldBe(new Story().Tell(Call).Events.ToList(), ignoreOrder: true);
        second.Brain.State.Turns.Select(turn => turn.Text).ShouldBe(["Hello.", "How are you?", "Fine, and you?"]);
        second.Brain.State.PendingSpeech.ShouldBeEmpty();
    }
}
