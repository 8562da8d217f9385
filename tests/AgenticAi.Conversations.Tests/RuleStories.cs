namespace AgenticAi.Conversations.Tests;

public class RuleStories
{
    [Fact]
    public void A_transcript_that_comes_after_the_answer_falls_into_its_place()
    {
        Story story = new Story().Tell(
            Story.Start,
            new HearItem("a1", null, ItemRole.Assistant),
            new AssistantTranscript("a1", "r1", "Hello."),
            new AssistantHeard("a1", 800, null, Interrupted: false),
            new CallerStartsSpeaking("u1", 1_000),
            new CallerStopsSpeaking("u1", 1_900),
            new HearItem("u1", "a1", ItemRole.Caller),
            new HearItem("a2", "u1", ItemRole.Assistant),
            new AssistantTranscript("a2", "r2", "At eight."),
            new AssistantHeard("a2", 700, null, Interrupted: false),
            new TranscribeCaller("u1", "When do you open?"));

        story.Said.ShouldBe(["Assistant: Hello.", "Caller: When do you open?", "Assistant: At eight."]);
        story.Events.Last().ShouldBe(new CallerSaid("u1", "When do you open?", "a1"));
    }

    [Fact]
    public void Items_reported_backwards_stand_in_the_order_of_the_conversation()
    {
        Story story = new Story().Tell(
            new AssistantTranscript("a2", "r2", "four"),
            new HearItem("a2", "u2", ItemRole.Assistant),
            new HearItem("u2", "a1", ItemRole.Caller),
            new TranscribeCaller("u2", "three"),
            new TranscribeCaller("u1", "one"),
            new AssistantTranscript("a1", "r1", "two"),
            new HearItem("a1", "u1", ItemRole.Assistant),
            new HearItem("u1", null, ItemRole.Caller));

        story.Said.ShouldBe(["Caller: one", "Assistant: two", "Caller: three", "Assistant: four"]);
    }

    [Fact]
    public void Items_nobody_speaks_keep_the_chain_together_and_are_no_turns()
    {
        Story story = new Story().Tell(
            new TranscribeCaller("u1", "Book it."),
            new AssistantTranscript("a1", "r1", "Done."),
            new HearItem("a1", "f2", ItemRole.Assistant),
            new HearItem("f2", "f1", ItemRole.Function),
            new HearItem("f1", "u1", ItemRole.Function),
            new HearItem("u1", "s1", ItemRole.Caller),
            new HearItem("s1", null, ItemRole.System));

        story.Said.ShouldBe(["Caller: Book it.", "Assistant: Done."]);
    }

    [Fact]
    public void Items_that_follow_each_other_in_a_ring_are_not_lost()
    {
        Story story = new Story().Tell(
            new HearItem("a", "b", ItemRole.Caller), new HearItem("b", "a", ItemRole.Assistant), new HearItem("c", "c", ItemRole.Caller));

        story.State.Turns.Select(turn => turn.ItemId).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void An_inserted_item_stands_right_behind_the_one_it_follows()
    {
        Story story = new Story().Tell(
            new HearItem("a", null, ItemRole.Caller), new HearItem("c", "a", ItemRole.Caller), new HearItem("b", "a", ItemRole.Assistant));

        story.State.Turns.Select(turn => turn.ItemId).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void The_items_of_a_second_session_follow_those_of_the_first()
    {
        Story story = new Story().Tell(
            new HearItem("s1u", null, ItemRole.Caller),
            new HearItem("s1a", "s1u", ItemRole.Assistant),
            new HearItem("s2u", null, ItemRole.Caller));

        story.State.Turns.Select(turn => turn.ItemId).ShouldBe(["s1u", "s1a", "s2u"]);
    }

    [Fact]
    public void The_end_of_speech_is_not_the_end_of_the_utterance()
    {
        Story story = new Story().Tell(Story.Start, new CallerStartsSpeaking("u1", 0), new CallerStopsSpeaking("u1", 900));

        story.State.Turns.ShouldHaveSingleItem().Complete.ShouldBeFalse();
        story.Events.OfType<CallerSaid>().ShouldBeEmpty();
        story.Tell(new TranscribeCaller("u1", "Hi.")).State.Turns.ShouldHaveSingleItem().Complete.ShouldBeTrue();
    }

    [Fact]
    public void The_last_utterance_is_not_lost_when_its_transcript_comes_after_the_hang_up()
    {
        Story story = new Story().Tell(
            Story.Start,
            new CallerStartsSpeaking("u1", 0),
            new CallerStopsSpeaking("u1", 900),
            new EndConversation(CallEndReason.CallerHungUp, null),
            new TranscribeCaller("u1", "Cancel my booking."));

        story.Events.ShouldContain(new CallerUnintelligible("u1", ConversationRules.EndedBeforeWords));
        story.Events.Last().ShouldBe(new CallerSaid("u1", "Cancel my booking.", null));
        story.Said.ShouldBe(["Caller: Cancel my booking."]);
        story.State.Status.ShouldBe(ConversationStatus.Ended);
    }

    [Fact]
    public void What_the_assistant_was_saying_at_hang_up_is_recorded_before_the_end()
    {
        Story story = new Story().Tell(
            Story.Start,
            new AssistantTranscript("a1", "r1", "Our opening hours are"),
            new EndConversation(CallEndReason.CallerHungUp, null));

        story.Events.TakeLast(2).ShouldBe(
        [
            new AssistantSaid("a1", "r1", "Our opening hours are", HeardText: null, HeardMs: null, Interrupted: true),
            new ConversationEnded(CallEndReason.CallerHungUp, null),
        ]);
    }

    [Fact]
    public void Words_of_the_assistant_that_come_after_the_end_are_recorded_at_once()
    {
        Story story = new Story().Tell(
            Story.Start,
            new AssistantHeard("a2", 300, null, Interrupted: true),
            new EndConversation(CallEndReason.CallerHungUp, null),
            new AssistantTranscript("a1", "r1", "Late."),
            new AssistantTranscript("a2", "r1", "Later."));

        story.Events.TakeLast(2).ShouldBe(
        [
            new AssistantSaid("a1", "r1", "Late.", HeardText: null, HeardMs: null, Interrupted: true),
            new AssistantSaid("a2", "r1", "Later.", HeardText: null, HeardMs: 300, Interrupted: true),
        ]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_assistant_has_said_something_when_both_its_words_and_what_was_heard_are_known(bool wordsFirst)
    {
        ConversationCommand words = new AssistantTranscript("a1", "r1", "One two three.");
        ConversationCommand heard = new AssistantHeard("a1", 400, "One", Interrupted: true);
        var said = new AssistantSaid("a1", "r1", "One two three.", "One", 400, Interrupted: true);

        Story story = new Story().Tell(wordsFirst ? words : heard);
        story.Events.ShouldNotContain(said);
        story.Tell(wordsFirst ? heard : words, words, heard);

        story.Events.Count(happened => happened is AssistantSaid).ShouldBe(1);
        story.Events.Last().ShouldBe(said);
    }

    [Fact]
    public void Nothing_less_than_nothing_can_be_heard() =>
        new Story().Tell(new AssistantHeard("a1", -5, null, Interrupted: true)).Events.ShouldHaveSingleItem()
            .ShouldBe(new AssistantPlayed("a1", 0, null, Interrupted: true));

    [Fact]
    public void A_failed_transcription_is_recorded_once_and_words_overrule_it()
    {
        Story story = new Story().Tell(
            new FailTranscription("u1", "audio_unintelligible"),
            new FailTranscription("u1", "again"),
            new TranscribeCaller("u1", "Hello?"),
            new FailTranscription("u1", "once more"));

        story.Events.ShouldBe([new CallerUnintelligible("u1", "audio_unintelligible"), new CallerSaid("u1", "Hello?", null)]);
    }

    [Fact]
    public void A_report_about_the_other_partys_item_is_ignored()
    {
        Story story = new Story().Tell(new HearItem("a1", null, ItemRole.Assistant), new HearItem("u1", "a1", ItemRole.Caller));

        story.Tell(
            new TranscribeCaller("a1", "?"),
            new FailTranscription("a1", "?"),
            new CallerStartsSpeaking("a1", 0),
            new CallerStopsSpeaking("a1", 1),
            new AssistantTranscript("u1", "r1", "?"),
            new AssistantHeard("u1", 1, null, Interrupted: false));

        story.Journal.Count.ShouldBe(2);
    }

    [Fact]
    public void Asking_for_speech_is_recorded_before_it_is_done_and_its_outcome_after()
    {
        Story story = new Story().Tell(
            Story.Start, new RequestSpeech("s1", "One moment.", "api"), new RequestSpeech("s1", "Twice.", "api"));
        story.Effects.ShouldBe([new Speak("s1", "One moment.", "api")]);
        story.State.PendingSpeech.Keys.ShouldBe(["s1"]);

        story.Tell(
            new ReportSpeech("s1", SpeechOutcome.Spoken),
            new ReportSpeech("s1", SpeechOutcome.Dropped("late")),
            new ReportSpeech("s2", SpeechOutcome.Spoken),
            new RequestSpeech("s1", "Again.", "api"));

        story.Events.Skip(1).ShouldBe([new SpeechRequested("s1", "One moment.", "api"), new SpeechSpoken("s1")]);
        story.State.PendingSpeech.ShouldBeEmpty();
    }

    [Fact]
    public void Speech_that_was_not_spoken_by_the_end_is_dropped_and_later_requests_too()
    {
        Story story = new Story().Tell(
            Story.Start,
            new RequestSpeech("s1", "Before.", "api"),
            new EndConversation(CallEndReason.Operator, null),
            new RequestSpeech("s2", "After.", "api"));

        story.Events.OfType<SpeechDropped>().ShouldBe(
            [new SpeechDropped("s1", ConversationRules.EndedBeforeSpeech), new SpeechDropped("s2", ConversationRules.EndedBeforeSpeech)]);
        story.Effects.ShouldBe([new Speak("s1", "Before.", "api")]);
    }

    [Fact]
    public void The_loss_of_a_session_that_was_replaced_is_ignored()
    {
        Story story = new Story().Tell(
            new LoseModel("never connected"),
            new ConnectModel("sess1", "m"),
            new ConnectModel("sess1", "m"),
            new ConnectModel("sess2", "m"),
            new LoseModel("closed", "sess1"));
        story.Events.ShouldBe([new ModelConnected("sess1", "m"), new ModelConnected("sess2", "m")]);

        story.Tell(new LoseModel("closed"), new LoseModel("closed"), new ConnectModel("sess2", "m"));

        story.Events.Last().ShouldBe(new ModelLost("sess2", "closed"));
        story.State.Model.ShouldBeNull();
    }

    [Fact]
    public void Usage_is_counted_once_for_a_response()
    {
        var tokens = new TokenUsage(10, 7, 3, 2, 5, 1, 2, 4);

        Story story = new Story().Tell(new ReportUsage("r1", tokens), new ReportUsage("r1", tokens), new ReportUsage("r2", tokens));

        story.State.Usage.ShouldBe(new TokenUsage(20, 14, 6, 4, 10, 2, 4, 8));
    }

    [Fact]
    public void A_conversation_starts_once_and_ends_once()
    {
        Story story = new Story().Tell(Story.Start, Story.Start with { CallSid = "CA2" });
        story.State.Status.ShouldBe(ConversationStatus.Active);

        story.Tell(new EndConversation(CallEndReason.Operator, "tired"), new EndConversation(CallEndReason.CallerHungUp, null));

        story.State.Started!.CallSid.ShouldBe("CA1");
        story.State.Ended.ShouldBe(new ConversationEnded(CallEndReason.Operator, "tired"));
        story.State.EndedAt.ShouldBe(story.Time.GetUtcNow());
    }

    [Fact]
    public void Keys_and_problems_are_recorded_each_time()
    {
        Story story = new Story().Tell(
            new PressDigit("1"), new PressDigit("1"), new PressDigit("#"), new NoteProblem("e", "m"), new NoteProblem("e", "m"));

        story.State.Digits.ShouldBe("11#");
        story.State.Problems.ShouldBe(2);
    }

    [Fact]
    public void Times_are_kept_to_the_microsecond_in_utc()
    {
        DateTimeOffset now = new DateTimeOffset(2026, 11, 2, 9, 30, 0, TimeSpan.FromHours(2)).AddTicks(1_234_567);

        Decision decision = ConversationRules.Decide(ConversationState.New("c1"), Story.Start, now);

        decision.Events.ShouldHaveSingleItem().At.ShouldBe(new DateTimeOffset(2026, 11, 2, 7, 30, 0, TimeSpan.Zero).AddTicks(1_234_560));
        decision.Events[0].At.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void An_event_out_of_its_turn_is_not_applied()
    {
        ConversationState state = ConversationState.New("c1");

        Should.Throw<ArgumentException>(() => ConversationRules.Apply(state, new JournaledEvent("c1", 2, default, new DigitPressed("1"))));
        Should.Throw<ArgumentException>(() => ConversationRules.Apply(state, new JournaledEvent("c2", 1, default, new DigitPressed("1"))));
    }
}
