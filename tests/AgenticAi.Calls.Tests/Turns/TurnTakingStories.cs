using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using static AgenticAi.Calls.Tests.Turns.Line;

namespace AgenticAi.Calls.Tests.Turns;

public sealed class TurnTakingStories : IDisposable
{
    private readonly Line _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void Speech_leaves_at_once_and_at_most_200_ms_ahead_of_what_was_heard()
    {
        _line.ModelSpeaks(5000);
        _line.Sent.ShouldBe(960, "a frame, whose mark soon tells how far the caller's side has come, and a chunk");
        for (int i = 0; i < 4500; i++)
        {
            _line.Pass(1);
            _line.Ahead.ShouldBeInRange(1, 1600);
        }
    }

    [Fact]
    public void Speech_is_heard_without_a_gap_to_its_last_byte_and_the_brain_is_told()
    {
        _line.Model(new ResponseCreated("resp_1"));
        for (int i = 0; i < 10; i++) _line.ModelSpeaks(55, done: i == 9);
        _line.Model(Done("resp_1"));
        _line.Pass(700);
        _line.Heard.ShouldBe(560 * 8, "550 ms, filled up to whole frames");
        _line.ToBrain.ShouldBe([new AssistantHeard("item_1", 550, null, Interrupted: false)]);
        _line.Buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void After_a_stall_of_the_process_no_more_than_the_lead_is_sent_at_once()
    {
        _line.ModelSpeaks(3000);
        _line.Pass(200);
        long before = _line.Sent;
        // Nothing was due for 300 ms: the caller's side ran dry.
        _line.Turns.OnDue(_line.Now + TimeSpan.FromMilliseconds(300), _line);
        (_line.Sent - before).ShouldBeLessThanOrEqualTo(1600);
    }

    [Fact]
    public void An_interruption_stops_clears_cancels_and_truncates_at_what_was_heard()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(5000);
        _line.Pass(1000);
        _line.Log.Clear();
        _line.CallerSpeaks();
        _line.Log.ShouldBe(["clear", "cancel", "truncate item_1"]);
        int ms = _line.ToModel.OfType<ItemTruncate>().Single().AudioEndMs;
        ms.ShouldBeInRange(940, 1000);
        _line.Understood("Wait.");
        _line.ToBrain.ShouldBe([new AssistantHeard("item_1", ms, null, Interrupted: true)]);
        _line.Buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void The_words_that_were_heard_are_told_apart_from_the_rest()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(2000);
        foreach (string delta in (string[])["one two ", "three four ", "five six seven", " eight nine ten"])
            _line.Model(new OutputTranscriptDelta("resp_1", "item_1", 0, delta));
        _line.Pass(950);
        _line.CallerSpeaks();
        _line.Understood("Wait.");
        // 48 letters in two seconds: after 950 ms the 22nd is being said, the last of "five" is the 23rd.
        _line.ToBrain.OfType<AssistantHeard>().Single().HeardText.ShouldBe("one two three four");
    }

    [Fact]
    public void Items_that_were_not_begun_are_truncated_at_zero()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(500, "item_1", done: true);
        _line.ModelSpeaks(500, "item_2", done: true);
        _line.Pass(300);
        _line.CallerSpeaks();
        ItemTruncate[] truncates = [.. _line.ToModel.OfType<ItemTruncate>()];
        truncates.Select(truncate => truncate.ItemId).ShouldBe(["item_1", "item_2"]);
        truncates[0].AudioEndMs.ShouldBeInRange(240, 300);
        truncates[1].AudioEndMs.ShouldBe(0);
    }

    [Fact]
    public void What_was_heard_to_its_end_is_not_truncated()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(200, done: true);
        _line.Model(Done("resp_1"));
        _line.Pass(400);
        _line.Log.Clear();
        _line.CallerSpeaks();
        _line.Log.ShouldBeEmpty();
    }

    [Fact]
    public void Late_audio_of_a_cancelled_response_is_dropped_and_counted()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(1000);
        _line.CallerSpeaks();
        _line.Understood("Wait.");
        long sent = _line.Sent;
        _line.ModelSpeaks(500);
        _line.Sent.ShouldBe(sent);
        _line.Turns.Counts.LateFrames.ShouldBe(1);
        _line.Buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void Marks_returned_by_a_clear_prove_nothing()
    {
        using var line = new Line(wire: TimeSpan.FromMilliseconds(40));
        line.Model(new ResponseCreated("resp_1"));
        line.ModelSpeaks(5000);
        line.Pass(500);
        line.CallerSpeaks();
        line.Model(new SpeechStopped("caller_1", 0));
        line.Model(Done("resp_1", ResponseStatuses.Cancelled));
        line.Model(new ResponseCreated("resp_2"));
        line.ModelSpeaks(5000, "item_2", "resp_2");
        // The marks of the cleared audio come back now, while the new item has hardly begun.
        line.Pass(41);
        line.CallerSpeaks("caller_2");
        line.ToModel.OfType<ItemTruncate>().Last().ShouldSatisfyAllConditions(
            truncate => truncate.ItemId.ShouldBe("item_2"), truncate => truncate.AudioEndMs.ShouldBeInRange(0, 41));
    }

    [Fact]
    public void A_request_is_asked_of_the_model_and_reported_when_it_was_heard()
    {
        _line.Say("say_1", "The shop closes at six.");
        ResponseCreate create = _line.ToModel.OfType<ResponseCreate>().Single();
        create.Instructions!.ShouldContain("The shop closes at six.");
        _line.Model(new ResponseCreated("resp_1") { Metadata = create.Metadata });
        _line.ModelSpeaks(300, done: true);
        _line.Model(Done("resp_1"));
        _line.ToBrain.ShouldBeEmpty();
        _line.Pass(500);
        _line.ToBrain.OfType<ReportSpeech>().ShouldBe([new ReportSpeech("say_1", SpeechOutcome.Spoken)]);
    }

    [Theory]
    [InlineData("こんにちは、今日はいい天気ですね。", "こんにちは、今日")]
    [InlineData("สวัสดีครับ วันนี้อากาศดี", "สวัสดีครับ")]
    [InlineData("您的桌子已经准备好了。", "您的桌子已")]
    [InlineData("𠮷野家はここです。", "𠮷野家は")]
    [InlineData("Your table is ready.", "Your table")]
    [InlineData("Donaudampfschifffahrtsgesellschaft", "")]
    public void Of_an_interrupted_sentence_the_words_that_were_heard_are_known_in_any_script(string text, string heard)
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.Model(new OutputTranscriptDelta("resp_1", "item_1", 0, text));
        _line.ModelSpeaks(2000, done: true);
        _line.Model(Done("resp_1"));
        _line.Pass(1000);
        _line.CallerSpeaks();
        _line.CallerStops();
        _line.Understood("Wait.");
        _line.ToBrain.OfType<AssistantHeard>().Single().HeardText.ShouldBe(heard);
    }

    [Fact]
    public void A_request_waits_while_a_response_is_active_and_requests_keep_their_order()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.Say("say_1");
        _line.Say("say_2");
        _line.ToModel.ShouldBeEmpty();
        _line.ModelSpeaks(100, done: true);
        _line.Model(Done("resp_1"));
        ResponseCreate first = _line.ToModel.OfType<ResponseCreate>().Single();
        first.EventId.ShouldBe("say_1");
        _line.ModelSays("resp_2", first.Metadata);
        _line.Asked.EventId.ShouldBe("say_2");
    }

    [Fact]
    public void A_request_waits_while_the_caller_speaks()
    {
        _line.CallerSpeaks();
        _line.Say("say_1");
        _line.Pass(5000);
        _line.Model(new SpeechStopped("caller_1", 900));
        _line.ToModel.ShouldBeEmpty();
        _line.ModelSays("resp_own");
        _line.ToModel.OfType<ResponseCreate>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_request_that_comes_before_the_models_own_answer_waits_for_it_but_not_for_ever()
    {
        _line.Model(new SpeechStopped("caller_1", 900));
        _line.Say("say_1");
        _line.ToModel.ShouldBeEmpty();
        _line.Pass(1999);
        _line.ToModel.ShouldBeEmpty();
        _line.Pass(2);
        _line.ToModel.OfType<ResponseCreate>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_request_refused_because_the_model_is_busy_is_asked_again()
    {
        _line.Say("say_1");
        _line.Model(new ResponseCreated("resp_own"));
        _line.Model(Error("conversation_already_has_active_response", "say_1"));
        _line.ToBrain.ShouldBeEmpty();
        _line.ModelSpeaks(100, "item_own", "resp_own", done: true);
        _line.Model(Done("resp_own"));
        _line.ToModel.OfType<ResponseCreate>().Count().ShouldBe(2);
    }

    [Fact]
    public void A_request_refused_for_good_is_reported_with_the_reason()
    {
        _line.Say("say_1");
        _line.Model(Error("invalid_value", "say_1"));
        _line.ToBrain.OfType<ReportSpeech>().Single().Outcome.DropReason.ShouldBe("invalid_value");
    }

    [Fact]
    public void A_request_that_was_interrupted_is_reported_so()
    {
        _line.Say("say_1");
        _line.Model(new ResponseCreated("resp_1") { Metadata = _line.ToModel.OfType<ResponseCreate>().Single().Metadata });
        _line.ModelSpeaks(3000, done: true);
        _line.Model(Done("resp_1"));
        _line.Pass(500);
        _line.CallerSpeaks();
        _line.ToBrain.ShouldBeEmpty("it may have been nothing");
        _line.Understood("Wait.");
        _line.ToBrain.OfType<ReportSpeech>().Single().Outcome.DropReason.ShouldBe("interrupted");
    }

    [Fact]
    public void At_the_end_everything_that_was_wanted_is_accounted_for()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(3000);
        _line.Say("say_1");
        _line.Say("say_2");
        _line.Pass(500);
        _line.Turns.End(_line.Now, _line);
        _line.ToBrain.OfType<AssistantHeard>().Single().Interrupted.ShouldBeTrue();
        _line.ToBrain.OfType<ReportSpeech>().Select(report => report.Id).ShouldBe(["say_1", "say_2"]);
        _line.Buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void A_response_of_more_than_two_minutes_is_cut_short()
    {
        _line.Model(new ResponseCreated("resp_1"));
        for (int i = 0; i < 121; i++) _line.ModelSpeaks(1000);
        _line.ToModel.OfType<ResponseCancel>().ShouldHaveSingleItem();
        _line.ModelSpeaks(1000);
        _line.Turns.Counts.LateFrames.ShouldBeGreaterThan(0);
    }

    private static ErrorReceived Error(string code, string eventId) => new("invalid_request_error", code, "no", null, eventId);
}
