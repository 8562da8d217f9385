using AgenticAi.Calls.Turns;
using AgenticAi.Calls.Turns.Limits;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using static AgenticAi.Calls.Tests.Turns.Line;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>What a caller is owed is heard, or tried again, or replaced by words of ours within a limit.</summary>
public sealed class OwedAnswerStories : IDisposable
{
    private const string RateLimit = "Rate limit reached for gpt-realtime. Please try again in 1.5s. Visit the usage page to learn more.";

    private readonly Line _line = new(new TurnOptions { Limits = Limits });

    private static CallLimits Limits => new()
    {
        SilencePromptAfter = TimeSpan.FromSeconds(30),
        SilenceGoodbyeAfter = TimeSpan.FromSeconds(60),
    };

    public void Dispose() => _line.Dispose();

    [Fact]
    public void An_answer_that_fails_is_asked_for_again_when_the_server_wants_to_be_asked_again()
    {
        Fail("resp_1", "rate_limit_exceeded", RateLimit);
        _line.Pass(1_499);
        _line.ToModel.ShouldBeEmpty();
        _line.Pass(1);
        _line.Log.ShouldBe(["create answer-1~1"]);
        _line.ModelSays("resp_2", _line.Asked.Metadata);
        _line.Pass(5_000);
        _line.HeardMs.Count.ShouldBe(100);
        _line.Log.Count(entry => entry.StartsWith("create", StringComparison.Ordinal)).ShouldBe(1);
        Noted.ShouldBe([new NoteProblem("response_failed", $"rate_limit_exceeded: {RateLimit}")]);
    }

    [Fact]
    public void Without_a_word_of_the_server_the_pauses_grow_and_end_in_words_of_ours()
    {
        List<double> at = [];
        for (int i = 0; i < 4; i++)
        {
            at.Add(_line.Now.TotalSeconds);
            Fail($"resp_{i}", "server_error", null, i == 0 ? null : _line.Asked.Metadata);
            if (i < 3) PassUntilAsked(i + 1);
        }

        at.ShouldBe([0, 0.2, 0.8, 2.6]);
        _line.Pass(20);
        RequestSpeech apology = _line.ToBrain.OfType<RequestSpeech>().ShouldHaveSingleItem();
        (apology.Source, apology.Text).ShouldBe((SpeechSources.Apology, new CallLimits().Apology));
        _line.Say(apology.Id, apology.Text, apology.Source);
        _line.ModelSays("resp_9", _line.Asked.Metadata);
        _line.Pass(20_000);
        _line.HungUp.ShouldBeNull("the caller has heard something, and it is his turn");
    }

    [Fact]
    public void A_model_that_cannot_even_say_words_of_ours_is_lost_and_the_caller_is_not_blamed()
    {
        Fail("resp_1", "rate_limit_exceeded", "Please try again in 20s.");
        RequestSpeech apology = _line.ToBrain.OfType<RequestSpeech>().ShouldHaveSingleItem();
        _line.Say(apology.Id, apology.Text, apology.Source);
        Fail("resp_2", "rate_limit_exceeded", "Please try again in 20s.", _line.Asked.Metadata);
        _line.HungUp.ShouldBe(CallEndReason.ModelLost);
        _line.ToBrain.OfType<ReportSpeech>().Single().Outcome.DropReason.ShouldBe("rate_limit_exceeded");
        _line.Pass(120_000);
    }

    [Fact]
    public void An_apology_that_nobody_brings_ends_the_call_as_well()
    {
        Fail("resp_1", "rate_limit_exceeded", "Please try again in 1m0s.");
        _line.Pass(9_999);
        _line.HungUp.ShouldBeNull();
        _line.Pass(1);
        _line.HungUp.ShouldBe(CallEndReason.ModelLost);
    }

    [Fact]
    public void A_greeting_that_fails_is_tried_again_and_reported_once_it_was_heard()
    {
        _line.Say("greeting_1", "Hello.", SpeechSources.Greeting);
        Fail("resp_1", "server_error", null, _line.Asked.Metadata);
        _line.ToBrain.OfType<ReportSpeech>().ShouldBeEmpty();
        _line.Pass(200);
        _line.ModelSays("resp_2", _line.Asked.Metadata);
        _line.Pass(200);
        _line.ToBrain.OfType<ReportSpeech>().ShouldHaveSingleItem().ShouldBe(new ReportSpeech("greeting_1", SpeechOutcome.Spoken));
    }

    [Fact]
    public void A_caller_who_speaks_meanwhile_is_answered_instead()
    {
        Fail("resp_1", "rate_limit_exceeded", RateLimit);
        _line.Pass(500);
        _line.CallerSpeaks();
        _line.CallerStops();
        _line.ModelSays("resp_2");
        _line.Pass(10_000);
        _line.ToModel.OfType<ResponseCreate>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ResponseStatuses.Incomplete, "max_output_tokens", "Go on with it")]
    [InlineData(ResponseStatuses.Incomplete, "content_filter", "cannot be finished")]
    [InlineData(ResponseStatuses.Failed, null, "Go on with it")]
    public void Half_a_sentence_stands_in_the_journal_as_half_and_something_follows(string status, string? reason, string instruction)
    {
        _line.Say("say_1");
        _line.Model(new ResponseCreated("resp_1") { Metadata = _line.Asked.Metadata });
        _line.Model(new OutputTranscriptDelta("resp_1", "item_1", 0, "The quick brown"));
        _line.ModelSpeaks(1000, done: true);
        _line.Model(new ResponseDone("resp_1", status, reason, null, null, []));
        _line.Pass(1_100);
        _line.ToBrain.OfType<AssistantHeard>().Single().ShouldBe(new AssistantHeard("item_1", 1000, "The quick brown", Interrupted: true));
        _line.ToBrain.OfType<ReportSpeech>().ShouldBeEmpty("it is not said yet");
        _line.Asked.Instructions!.ShouldContain(instruction);
        _line.ModelSays("resp_2", _line.Asked.Metadata);
        _line.Pass(200);
        _line.ToBrain.OfType<ReportSpeech>().Single().Outcome.ShouldBe(SpeechOutcome.Spoken);
        Noted.Single().Code.ShouldBe("response_cut");
    }

    [Fact]
    public void A_caller_who_cuts_in_does_not_hear_the_rest_of_half_a_sentence()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(2000, done: true);
        _line.Model(new ResponseDone("resp_1", ResponseStatuses.Incomplete, "max_output_tokens", null, null, []));
        _line.Pass(500);
        _line.CallerSpeaks();
        _line.CallerStops();
        _line.Understood("Thank you, that is enough.");
        _line.ModelSays("resp_2");
        _line.Pass(5_000);
        _line.ToModel.OfType<ResponseCreate>().ShouldBeEmpty();
    }

    [Fact]
    public void A_model_that_is_cut_off_for_ever_does_not_go_on_for_ever()
    {
        for (int i = 0; i < 10; i++)
        {
            _line.Model(new ResponseCreated($"resp_{i}") { Metadata = i == 0 ? null : _line.Asked.Metadata });
            _line.ModelSpeaks(100, $"item_{i}", $"resp_{i}", done: true);
            _line.Model(new ResponseDone($"resp_{i}", ResponseStatuses.Incomplete, "max_output_tokens", null, null, []));
            _line.Pass(200);
            if (_line.ToModel.OfType<ResponseCreate>().Count() == i) break;
        }

        _line.ToModel.OfType<ResponseCreate>().Count().ShouldBe(3);
    }

    [Fact]
    public void What_is_only_written_is_said_and_stands_in_the_journal_as_unheard()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.Model(new OutputTextDone("resp_1", "item_1", 0, "Your table is ready."));
        _line.Model(Written("resp_1"));
        _line.ToBrain.ShouldContain(new AssistantTranscript("item_1", "resp_1", "Your table is ready."));
        _line.ToBrain.ShouldContain(new AssistantHeard("item_1", 0, "", Interrupted: true));
        _line.Log.ShouldBe(["delete item_1", "create speak-2~1"]);
        _line.Asked.Instructions!.ShouldEndWith("Your table is ready.");
        _line.Asked.InAudio.ShouldBeTrue();
        _line.ModelSays("resp_2", _line.Asked.Metadata);
        _line.Pass(1_000);
        _line.HeardMs.Count.ShouldBe(100);
    }

    [Fact]
    public void A_model_that_only_writes_is_asked_for_sound_once_then_counted_as_failing()
    {
        _line.Say("say_1");
        _line.Model(new ResponseCreated("resp_1") { Metadata = _line.Asked.Metadata });
        _line.Model(Written("resp_1"));
        for (int i = 2; i < 6; i++)
        {
            _line.Model(new ResponseCreated($"resp_{i}") { Metadata = _line.Asked.Metadata });
            _line.Model(Written($"resp_{i}"));
            _line.Pass(2_000);
        }

        _line.ToBrain.OfType<ReportSpeech>().Single().Outcome.DropReason.ShouldBe("response_text_only");
        _line.ToBrain.OfType<RequestSpeech>().Single().Source.ShouldBe(SpeechSources.Apology);
    }

    [Fact]
    public void An_answer_of_nothing_is_asked_for_once_more()
    {
        foreach (string response in (string[])["resp_1", "resp_2"])
        {
            _line.Model(new ResponseCreated(response) { Metadata = response == "resp_1" ? null : _line.Asked.Metadata });
            _line.Model(Done(response));
            _line.Pass(3_000);
        }

        _line.ToModel.OfType<ResponseCreate>().Count().ShouldBe(1);
        _line.ToBrain.OfType<RequestSpeech>().ShouldBeEmpty("it has nothing to say");
    }

    [Fact]
    public void Words_that_nobody_begins_to_answer_are_asked_about()
    {
        _line.CallerSpeaks();
        _line.CallerStops();
        _line.Understood("What time is it?");
        _line.Pass(1_999);
        _line.ToModel.ShouldBeEmpty();
        _line.Pass(1);
        _line.Log.ShouldBe(["create answer-1"]);
    }

    [Fact]
    public void A_noise_that_nobody_answers_is_not_asked_about()
    {
        _line.CallerSpeaks();
        _line.CallerStops();
        _line.Understood("");
        _line.Pass(20_000);
        _line.ToModel.ShouldBeEmpty();
    }

    private IEnumerable<NoteProblem> Noted => _line.ToBrain.OfType<NoteProblem>();

    private static ResponseDone Written(string response) => Done(response) with
    {
        Output = [new ConversationItem("item_1", ItemTypes.Message) { Role = ItemRoles.Assistant, Text = "Your table is ready." }],
    };

    private void Fail(string response, string code, string? message, IReadOnlyDictionary<string, string>? metadata = null)
    {
        _line.Model(new ResponseCreated(response) { Metadata = metadata });
        _line.Model(new ResponseDone(response, ResponseStatuses.Failed, null, code, null, []) { ErrorMessage = message });
    }

    private void PassUntilAsked(int count)
    {
        for (int i = 0; i < 5_000 && _line.ToModel.OfType<ResponseCreate>().Count() < count; i++) _line.Pass(1);
    }
}
