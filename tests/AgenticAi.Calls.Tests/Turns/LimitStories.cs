using AgenticAi.Calls.Turns;
using AgenticAi.Calls.Turns.Limits;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using static AgenticAi.Calls.Tests.Turns.Line;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>Nothing is waited for without a limit, and a server that tells less than the reference is served as well.</summary>
public sealed class LimitStories : IDisposable
{
    private readonly Line _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void Speech_that_has_no_end_holds_nothing_up_for_more_than_half_a_minute()
    {
        using var line = new Line(new TurnOptions
        {
            Limits = new CallLimits { SilencePromptAfter = TimeSpan.FromSeconds(30), MaxDuration = TimeSpan.FromSeconds(120) },
        });
        line.CallerSpeaks();
        line.Say("say_1");
        line.Pass(29_999);
        line.ToModel.ShouldBeEmpty();
        line.Pass(1);
        line.Asked.EventId.ShouldBe("say_1");
        line.ModelSays("resp_1", line.Asked.Metadata);
        line.Pass(31_000);
        line.ToBrain.OfType<RequestSpeech>().Last().Source.ShouldBe(SpeechSources.SilencePrompt, "a television is no caller");
        line.Pass(60_000);
        line.ToBrain.OfType<RequestSpeech>().Last().Source.ShouldBe(SpeechSources.DurationGoodbye);
        line.Pass(76_000);
        line.HungUp.ShouldBe(CallEndReason.DurationLimit);
    }

    [Fact]
    public void What_speech_without_an_end_has_interrupted_is_not_held_for_ever()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(3000, done: true);
        _line.Model(Done("resp_1"));
        _line.Pass(1000);
        _line.CallerSpeaks();
        _line.Pass(30_000);
        _line.ToBrain.OfType<AssistantHeard>().Single().HeardMs.ShouldBe(1000);
    }

    [Fact]
    public void Speech_whose_end_is_not_told_ends_with_its_transcript()
    {
        _line.CallerSpeaks();
        _line.Say("say_1");
        _line.Pass(1000);
        _line.Understood("What time is it?");
        _line.Pass(2_000);
        _line.ToModel.OfType<ResponseCreate>().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("conversation_already_has_active_response", null)]
    [InlineData("invalid_request_error", "conversation_already_has_active_response")]
    public void A_refusal_that_names_no_request_is_ours_when_it_can_be_no_other(string type, string? code)
    {
        _line.Model(new ResponseCreated("resp_0") { Metadata = new Dictionary<string, string> { ["speech_request"] = "other" } });
        _line.Model(Done("resp_0", ResponseStatuses.Cancelled));
        _line.Say("say_1");
        _line.Model(new ResponseCreated("resp_1"));
        _line.Model(new ErrorReceived(type, code, "busy", null, null));
        _line.ModelSpeaks(100, done: true);
        _line.Model(Done("resp_1"));
        _line.ToModel.OfType<ResponseCreate>().Select(create => create.EventId).ShouldBe(["say_1", "say_1"]);
    }

    [Fact]
    public void A_refusal_that_names_nothing_at_all_is_doubted_for_a_second()
    {
        _line.Say("say_1");
        _line.Model(new ErrorReceived("server_error", null, "no", null, null));
        _line.Pass(999);
        _line.ToModel.Count.ShouldBe(1);
        _line.Pass(1);
        _line.Asked.EventId.ShouldBe("say_1~1");
        _line.ModelSays("resp_1", _line.Asked.Metadata);
        _line.Pass(200);
        _line.ToBrain.OfType<ReportSpeech>().Single().Outcome.ShouldBe(SpeechOutcome.Spoken);
    }

    [Fact]
    public void A_request_without_a_receipt_is_made_again_and_said_once()
    {
        _line.Say("say_1");
        IReadOnlyDictionary<string, string>? metadata = _line.Asked.Metadata;
        _line.Pass(5_000);
        _line.Asked.EventId.ShouldBe("say_1~1");
        _line.ModelSays("resp_1", metadata);
        _line.Pass(200);
        _line.Model(new ResponseCreated("resp_2") { Metadata = metadata });
        _line.Log[^1].ShouldBe("cancel", "the first one was late and is met");
        _line.HeardMs.Count.ShouldBe(100);
    }

    [Fact]
    public void A_response_that_does_not_end_is_over_some_time_after_the_last_sign_of_it()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(100, done: true);
        _line.Say("say_1");
        _line.Pass(19_999);
        _line.Log.ShouldNotContain("create say_1");
        _line.Pass(1);
        _line.Log.ShouldContain("create say_1");
    }

    [Fact]
    public void Speech_that_was_heard_long_before_its_response_is_given_up_is_over_with_it()
    {
        _line.Ready(1);
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(100);
        _line.Pass(19_999);
        _line.Turns.IsSpeaking.ShouldBeTrue("more of it may come");
        _line.Pass(1);
        _line.Turns.IsSpeaking.ShouldBeFalse();
        _line.ToBrain.OfType<AssistantHeard>().ShouldHaveSingleItem().HeardMs.ShouldBe(100);
        _line.Pass(4_000);
        _line.Turns.IsSpeaking.ShouldBeFalse();
    }

    [Fact]
    public void A_response_whose_beginning_was_not_told_is_one_all_the_same()
    {
        _line.ModelSpeaks(100, done: true);
        _line.Say("say_1");
        _line.Log.ShouldNotContain("create say_1");
        _line.Model(Done("resp_1"));
        _line.Log.ShouldContain("create say_1");
    }

    [Fact]
    public void A_server_that_gives_no_metadata_back_is_asked_once()
    {
        _line.Say("say_1");
        _line.ModelSays("resp_1");
        _line.Pass(200);
        _line.ToBrain.OfType<ReportSpeech>().Single().ShouldBe(new ReportSpeech("say_1", SpeechOutcome.Spoken));
        _line.Say("say_2");
        _line.ModelSays("resp_2");
        _line.Pass(10_000);
        _line.ToModel.OfType<ResponseCreate>().Select(create => create.EventId).ShouldBe(["say_1", "say_2"]);
    }

    [Fact]
    public void Marks_that_do_not_come_back_do_not_keep_the_line()
    {
        _line.IsDeafToMarks = true;
        _line.ModelAnswers(1000);
        _line.Pass(10_900);
        _line.Turns.IsSpeaking.ShouldBeTrue();
        _line.Pass(200);
        _line.Turns.IsSpeaking.ShouldBeFalse();
    }

    [Theory]
    [InlineData(9_000, false)]
    [InlineData(11_000, true)]
    public void Speech_is_taken_for_what_is_heard_again_for_ten_seconds(int after, bool interrupts)
    {
        _line.Ready(1);
        _line.CallerSpeaks();
        _line.CallerStops();
        _line.ModelAnswers(20_000);
        _line.Gone();
        _line.Ready(2);
        _line.Pass(after);
        _line.CallerSpeaks("caller_2");
        _line.Log.Contains("clear").ShouldBe(interrupts);
    }

    [Fact]
    public void A_transcript_that_never_comes_does_not_keep_the_session()
    {
        _line.Ready(1);
        _line.CallerSpeaks();
        _line.CallerStops();
        _line.ModelSays("resp_1");
        _line.Pass(59_000);
        _line.Turns.IsBetweenTurns.ShouldBeFalse();
        _line.Pass(1_000);
        _line.Turns.IsBetweenTurns.ShouldBeTrue();
    }
}
