using System.Text.Json;

namespace AgenticAi.Conversations.Tests;

public class ReportTests
{
    [Fact]
    public void The_text_tells_the_call_as_it_happened()
    {
        string text = ConversationReport.Of(Call().Journal).ToText();

        text.ShouldBe(
            """
            Conversation c1 · inbound · +15550100 → +15550199
            Started 2026-11-02 09:30:00 UTC · gpt-realtime-2.1 · voice alloy · pcm16

              00:00.000  ·       model connected: gpt-realtime-2.1
              00:00.400  agent   Hello, this is the bistro.
              00:02.400  caller  A table, please.
              00:04.000  agent   For how many [cut after 0.9 s; not heard: people?]
              00:04.900  caller  (words not known: audio_unintelligible)
              00:05.900  caller  key 5
              00:05.900  say     "One moment." (spoken)
              00:05.900  say     "Bye." (the conversation ended)
              00:05.900  ·       problem rate_limit: slow down
              00:06.400  agent   Goodbye [2J. [cut by the end]
              00:06.900  ·       model lost: closed

            Ended after 00:06.900: caller_hung_up (stop)
            Tokens: 1,080 in (450 audio, 630 text, 20 cached), 40 out (30 audio, 10 text), 1 responses

            """);
    }

    [Fact]
    public void The_text_of_an_open_call_says_that_it_has_no_end()
    {
        string text = ConversationReport.Of(new Story().Tell(Story.Start, new RequestSpeech("s1", "Hi.", "api")).Journal).ToText();

        text.ShouldContain("say     \"Hi.\" (pending)");
        text.ShouldContain("Not ended");
    }

    [Fact]
    public void A_call_beyond_an_hour_shows_its_hours() =>
        ConversationReport.Of(new Story().Tell(Story.Start).After(3_725_250).Tell(new PressDigit("1")).Journal).ToText()
            .ShouldContain("  1:02:05.250  caller  key 1");

    [Fact]
    public void A_cut_without_known_words_shows_all_of_them_and_where_it_was_cut() =>
        ConversationReport.Of(new Story().Tell(
            new AssistantTranscript("a1", "r1", "All of it."), new AssistantHeard("a1", 300, null, Interrupted: true)).Journal).ToText()
            .ShouldContain("agent   All of it. [cut after 0.3 s]");

    [Fact]
    public void Speech_whose_words_never_came_is_shown_as_heard() =>
        ConversationReport.Of(new Story().Tell(new AssistantHeard("a1", 300, null, Interrupted: true)).Journal).ToText()
            .ShouldContain("agent   (words not known) [cut after 0.3 s]");

    [Fact]
    public void What_was_cut_before_its_first_word_is_shown_as_not_heard() =>
        ConversationReport.Of(new Story().Tell(
            new AssistantTranscript("a1", "r1", "All of it."), new AssistantHeard("a1", 0, "", Interrupted: true)).Journal).ToText()
            .ShouldContain("agent   [cut after 0.0 s; not heard: All of it.]");

    [Fact]
    public void Speech_without_words_is_no_empty_line() =>
        ConversationReport.Of(new Story().Tell(new TranscribeCaller("u1", " \n")).Journal).ToText().ShouldContain("caller  (no words)");

    [Fact]
    public void A_turn_never_stands_before_the_one_it_follows()
    {
        Story story = new Story()
            .Tell(Story.Start).After(100)
            .Tell(new AssistantTranscript("a1", "r1", "Answer.")).After(100)
            .Tell(new HearItem("a1", "u1", ItemRole.Assistant), new TranscribeCaller("u1", "Question."));

        ConversationReport.Of(story.Journal).Entries.Select(entry => (entry.AtMs, entry.Text)).ShouldBe(
            [(200, "Question."), (200, "Answer.")]);
    }

    [Fact]
    public void The_json_holds_the_same_for_machines()
    {
        using JsonDocument json = JsonDocument.Parse(ConversationReport.Of(Call().Journal).ToJson());
        JsonElement root = json.RootElement;

        root.GetProperty("conversationId").GetString().ShouldBe("c1");
        root.GetProperty("direction").GetString().ShouldBe("inbound");
        root.GetProperty("status").GetString().ShouldBe("ended");
        root.GetProperty("durationMs").GetInt64().ShouldBe(6_900);
        root.GetProperty("endReason").GetString().ShouldBe("caller_hung_up");
        root.GetProperty("usage").GetProperty("inputAudio").GetInt64().ShouldBe(450);
        JsonElement cut = root.GetProperty("entries").EnumerateArray().Single(entry => entry.GetProperty("heardMs").ToString() == "900");
        cut.GetProperty("kind").GetString().ShouldBe("assistant");
        cut.GetProperty("text").GetString().ShouldBe("For how many people?");
        cut.GetProperty("heardText").GetString().ShouldBe("For how many");
        cut.GetProperty("atMs").GetInt64().ShouldBe(4_000);
        cut.GetProperty("interrupted").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Costs_and_what_became_of_the_budgets_are_shown()
    {
        ConversationPolicy policy = BudgetStories.PolicyOf(0.01m, 0.1m);
        Story story = new Story()
            .Tell(Story.Start, new AdoptPolicy(policy)).After(1_000)
            .Tell(new ReportUsage("r1", new TokenUsage(1_000, 0, 1_000, 0, 0, 0, 1_000, 0)))
            .Tell(new ReportTranscriptUsage("i1", new TranscriptUsage(20, 0, 0, 0))).After(1_000)
            .Tell(new ReportUsage("r2", new TokenUsage(1_000, 0, 1_000, 0, 0, 0, 1_000, 0) { InputImage = 1 }));
        var report = ConversationReport.Of(story.Journal);

        report.ToText().ShouldContain("00:01.000  ·       budget of the call nearly spent: 0.0640 of 0.01 USD\n");
        report.ToText().ShouldContain("00:02.000  ·       budget of the call spent: 0.1295 of 0.10 USD\n");
        report.ToText().ShouldContain(
            "Cost: 0.1295 USD (0.1280 responses, 0.0015 transcriptions), prices of 2026-11-22, without what has no price\n");
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        json.RootElement.GetProperty("cost").GetProperty("total").GetDecimal().ShouldBe(0.1295m);
        json.RootElement.GetProperty("cost").GetProperty("isComplete").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("pricesAsOf").GetString().ShouldBe("2026-11-22");
    }

    [Fact]
    public void There_is_no_report_of_nothing() => Should.Throw<ArgumentException>(() => ConversationReport.Of([]));

    private static Story Call() => new Story()
        .Tell(Story.Start, new ConnectModel("sess1", "gpt-realtime-2.1")).After(400)
        .Tell(new HearItem("a1", null, ItemRole.Assistant))
        .Tell(new AssistantTranscript("a1", "r1", "Hello, this is the bistro.\n")).After(2_000)
        .Tell(new AssistantHeard("a1", 2_000, null, Interrupted: false), new CallerStartsSpeaking("u1", 2_000)).After(1_600)
        .Tell(new CallerStopsSpeaking("u1", 3_600), new HearItem("u1", "a1", ItemRole.Caller))
        .Tell(new HearItem("a2", "u1", ItemRole.Assistant), new AssistantTranscript("a2", "r2", "For how many people?")).After(900)
        .Tell(new CallerStartsSpeaking("u2", 4_500), new AssistantHeard("a2", 900, "For how many", Interrupted: true)).After(500)
        .Tell(new TranscribeCaller("u1", "A table, please."), new HearItem("u2", "a2", ItemRole.Caller)).After(500)
        .Tell(new FailTranscription("u2", "audio_unintelligible"), new PressDigit("5"))
        .Tell(new RequestSpeech("s1", "One moment.", "api"), new ReportSpeech("s1", SpeechOutcome.Spoken))
        .Tell(new RequestSpeech("s2", "Bye.", "api"))
        .Tell(new NoteProblem("rate_limit", "slow down"))
        .Tell(new ReportUsage("r1", new TokenUsage(1_120, 1_080, 40, 630, 450, 10, 30, 20))).After(500)
        .Tell(new AssistantTranscript("a3", "r3", "Goodbye\u001b[2J.")).After(500)
        .Tell(new LoseModel("closed"), new EndConversation(EndReason.Named("caller_hung_up"), "stop"));
}
