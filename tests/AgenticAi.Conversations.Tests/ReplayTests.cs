using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Conversations.Tests;

/// <summary>Recorded conversations judged again, as they were and with something changed.</summary>
public class ReplayTests
{
    private static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 11, 2, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    private static readonly ConversationCommand[] Call =
    [
        Story.Start,
        new ConnectModel("sess1", "m"),
        new HearItem("a1", null, ItemRole.Assistant),
        new AssistantTranscript("a1", "r1", "Hello."),
        new AssistantTranscript("a1", "r1", "Hello, again."),
        new AssistantHeard("a1", 900, null, Interrupted: false),
        new PressDigit("1"),
        new CallerStopsSpeaking("u1", 1_800),
        new EndConversation(CallEndReason.CallerHungUp, null),
    ];

    [Fact]
    public void Commands_that_lead_to_the_recorded_events_are_the_same()
    {
        ReplayFinding finding = ReplayVerification.Of(Recorded(Call));

        finding.Outcome.ShouldBe(ReplayOutcome.Same);
        (finding.Commands, finding.Events).ShouldBe((9, 9));
        finding.ToText().ShouldBe("c1: the same. 9 commands led to 9 events again.");
    }

    [Fact]
    public void Another_event_is_named_with_its_command_time_and_both_events()
    {
        ConversationRecording recording = Recorded(Call);
        recording = WithEvent(recording, 4, entry => entry with { Event = new AssistantTranscribed("a1", "r1", "Good day.") });

        ReplayFinding finding = ReplayVerification.Of(recording);

        finding.Outcome.ShouldBe(ReplayOutcome.Different);
        (finding.Commands, finding.Events).ShouldBe((3, 3));
        ReplayDifference difference = finding.Difference.ShouldNotBeNull();
        (difference.Number, difference.Sequence).ShouldBe((4, 4));
        difference.Judged.ShouldBe(recording.Commands[3]);
        difference.Recorded.ShouldBe(recording.Events[3]);
        difference.Today!.Event.ShouldBe(new AssistantTranscribed("a1", "r1", "Hello."));
        finding.ToText().ShouldBe(
            """
            c1: different, after 3 commands that led to 3 events again.
              command 4, assistant-transcript, at 2026-11-02 12:00:00.4234567 UTC, judged after event 3
                {"itemId":"a1","responseId":"r1","text":"Hello."}
              event 4
                recorded: assistant-transcribed {"itemId":"a1","responseId":"r1","text":"Good day."} at 12:00:00.423456
                today:    assistant-transcribed {"itemId":"a1","responseId":"r1","text":"Hello."} at 12:00:00.423456
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_command_that_was_ignored_and_is_taken_today_is_a_difference()
    {
        ConversationRecording recording = Recorded(Call);
        // As rules would have recorded it that ignored keys.
        recording = recording with
        {
            Events =
            [
                .. recording.Events
                    .Where(entry => entry.Event is not DigitPressed)
                    .Select((entry, i) => entry with { Sequence = i + 1 }),
            ],
            Commands =
            [
                .. recording.Commands.Select((judged, i) => i < 6 ? judged
                    : i == 6 ? judged with { Events = 0 } : judged with { AfterSequence = judged.AfterSequence - 1 }),
            ],
        };

        ReplayFinding finding = ReplayVerification.Of(recording);

        finding.Outcome.ShouldBe(ReplayOutcome.Different);
        finding.Difference!.Recorded.ShouldBeNull();
        finding.Difference.Today!.Event.ShouldBe(new DigitPressed("1"));
        finding.Difference.Number.ShouldBe(7);
        finding.ToText().ShouldContain("recorded: none\n");
    }

    [Fact]
    public void A_command_that_led_to_more_and_one_that_is_ignored_today_are_differences()
    {
        ConversationRecording recording = Recorded(Call);
        recording = WithCommand(recording, 5, new NoteProblem("x", "y"));
        ReplayVerification.Of(recording).Difference!.Number.ShouldBe(5);

        ConversationRecording again = Recorded(Call);
        again = WithCommand(again, 7, new CallerStopsSpeaking("a1", 1));
        ReplayFinding finding = ReplayVerification.Of(again);
        finding.Difference!.Today.ShouldBeNull();
        finding.ToText().ShouldEndWith("today:    none");
    }

    [Fact]
    public void Another_time_is_a_difference() =>
        ReplayVerification.Of(WithEvent(Recorded(Call), 7, entry => entry with { At = entry.At.AddMicroseconds(1) }))
            .Difference!.Sequence.ShouldBe(7);

    [Fact]
    public void Rules_that_throw_are_a_difference_that_says_so()
    {
        ConversationRecording recording = WithCommand(Recorded(Call), 7, new TranscribeCaller(null!, "x"));

        ReplayFinding finding = ReplayVerification.Of(recording);

        finding.Outcome.ShouldBe(ReplayOutcome.Different);
        finding.Difference!.Thrown.ShouldBeOfType<ArgumentNullException>();
    }

    [Theory]
    [InlineData(0, "Event 1 belongs to no command.")]
    [InlineData(5, "Event 5 belongs to no command.")]
    [InlineData(8, "Event 8 belongs to no command.")]
    public void Events_without_a_command_are_damage(int missing, string said)
    {
        ConversationRecording recording = Recorded(Call);

        ReplayFinding finding = ReplayVerification.Of(recording with { Commands = [.. recording.Commands.Where((_, i) => i != missing)] });

        (finding.Outcome, finding.Damage).ShouldBe((ReplayOutcome.Damaged, said));
    }

    [Theory]
    [InlineData(8, "Its commands led to event 9, and its events end at 8.")]
    [InlineData(5, "Its commands led to event 6, and its events end at 5.")]
    [InlineData(0, "Its commands led to event 1, and its events end at 0.")]
    public void A_conversation_that_was_cut_is_damaged_and_says_where(int kept, string said)
    {
        ConversationRecording recording = Recorded(Call);

        ReplayFinding finding = ReplayVerification.Of(recording with { Events = [.. recording.Events.Take(kept)] });

        finding.Outcome.ShouldBe(ReplayOutcome.Damaged);
        finding.Damage.ShouldBe(said);
    }

    [Fact]
    public void A_missing_event_and_commands_out_of_order_are_damage()
    {
        ConversationRecording recording = Recorded(Call);

        ReplayVerification.Of(recording with { Events = [.. recording.Events.Where((_, i) => i != 3)] })
            .Damage.ShouldBe("Event 4 is missing.");
        ReplayVerification.Of(recording with { Commands = [.. recording.Commands.Reverse()] })
            .Damage.ShouldBe("Event 1 belongs to no command.");
    }

    [Fact]
    public void A_recording_is_written_and_read_back_equal_and_readable()
    {
        ConversationRecording recording = Recorded([.. CommandSamples.All]);
        var text = new StringWriter();

        recording.WriteTo(text);
        ConversationRecording read = ConversationRecording.Parse(new StringReader(text.ToString()));

        read.ConversationId.ShouldBe("c1");
        read.Events.ShouldBe(recording.Events);
        read.Commands.ShouldBe(recording.Commands);
        string[] lines = text.ToString().Split('\n');
        lines[0].ShouldBe("""{"conversation":"c1","format":1}""");
        lines.ShouldContain(
            """{"command":"press-digit","version":1,"at":"2026-11-02T12:00:01.0234567Z","after":8,"events":1,"data":{"digit":"#"}}""");
        lines.ShouldContain(
            """{"event":"digit-pressed","version":1,"at":"2026-11-02T12:00:01.0234560Z","sequence":9,"data":{"digit":"#"}}""");
    }

    [Fact]
    public void Any_commands_judged_again_are_the_same_also_after_they_were_written_down() =>
        Prop.ForAll(Generated.Commands, commands =>
        {
            ConversationRecording recording = Recorded(commands);
            var text = new StringWriter();
            recording.WriteTo(text);
            foreach (ConversationRecording one in new[] { recording, ConversationRecording.Parse(new StringReader(text.ToString())) })
            {
                ReplayFinding finding = ReplayVerification.Of(one);
                finding.Outcome.ShouldBe(ReplayOutcome.Same, finding.ToText());
                (finding.Commands, finding.Events).ShouldBe((commands.Length, recording.Events.Count));
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{\"conversation\":\"c\",\"format\":2}", "Line 1 of the recording: format 2 is not known")]
    [InlineData("{\"conversation\":\"c\",\"format\":1}\nnot json", "Line 2")]
    [InlineData(
        "{\"conversation\":\"c\",\"format\":1}\n"
        + "{\"event\":\"whisper\",\"version\":1,\"sequence\":1,\"at\":\"2026-11-02T12:00:00Z\",\"data\":{}}",
        "Line 2 of the recording: The journal holds an event 'whisper'")]
    [InlineData("{\"conversation\":\"c\",\"format\":1}\n{\"command\":\"press-digit\",\"version\":1}", "Line 2")]
    [InlineData("{\"conversation\":\"c\",\"format\":1}\n[]", "Line 2")]
    public void A_text_that_is_no_recording_is_refused_with_the_line(string text, string said) =>
        Should.Throw<FormatException>(() => ConversationRecording.Parse(new StringReader(text))).Message.ShouldContain(said);

    /// <summary>A conversation as a brain records it, 100 ms from one command to the next.</summary>
    private static ConversationRecording Recorded(ConversationCommand[] commands)
    {
        ConversationState state = ConversationState.New("c1");
        List<JournaledEvent> events = [];
        List<JudgedCommand> judged = [];
        foreach (ConversationCommand command in commands)
        {
            DateTimeOffset at = Noon.AddMilliseconds(100 * judged.Count);
            Decision decision = ConversationRules.Decide(state, command, at);
            judged.Add(new JudgedCommand(command, at, state.Sequence, decision.Events.Length));
            events.AddRange(decision.Events);
            state = ConversationRules.Apply(state, decision.Events);
        }

        return new ConversationRecording("c1", events, judged);
    }

    private static ConversationRecording WithCommand(ConversationRecording recording, int number, ConversationCommand command) =>
        recording with
        {
            Commands = [.. recording.Commands.Select((judged, i) => i + 1 == number ? judged with { Command = command } : judged)],
        };

    private static ConversationRecording WithEvent(
        ConversationRecording recording, long sequence, Func<JournaledEvent, JournaledEvent> change) =>
        recording with { Events = [.. recording.Events.Select(entry => entry.Sequence == sequence ? change(entry) : entry)] };
}
