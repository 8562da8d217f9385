using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using static AgenticAi.Calls.Tests.Turns.Line;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>One response at a time, in order, urgent things first; and no turn of the caller without an answer.</summary>
public sealed class SpeechQueueStories : IDisposable
{
    private readonly Line _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void An_answer_waits_for_the_sentence_to_end()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(1000, done: true);
        _line.Model(Done("resp_1"));
        _line.Say("say_1");
        Grant("say_1", "resp_2", "item_2", 500);
        _line.Log.ShouldNotContain("clear");
        _line.Pass(2000);
        _line.HeardMs.Count.ShouldBe(1500);
        _line.ToBrain.OfType<AssistantHeard>().ShouldAllBe(heard => !heard.Interrupted);
    }

    [Fact]
    public void An_urgent_message_takes_the_place_of_what_is_being_said()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(3000);
        _line.Say("say_1");
        _line.Pass(1000);
        _line.Log.Clear();
        _line.Say("say_2", "Fire alarm.", SpeechSources.UrgentOperator);
        _line.Log.ShouldBe(["clear", "cancel", "truncate item_1"]);
        _line.ToBrain.OfType<AssistantHeard>().Single().ShouldBe(new AssistantHeard("item_1", 1000, null, Interrupted: true));
        _line.Model(Done("resp_1", ResponseStatuses.Cancelled));
        _line.ToModel.OfType<ResponseCreate>().Select(create => create.EventId).ShouldBe(["say_2"], "before what waited longer");
        Grant("say_2", "resp_2", "item_2", 500);
        _line.ToModel.OfType<ResponseCreate>().Last().EventId.ShouldBe("say_1");
    }

    [Fact]
    public void An_urgent_message_does_not_cut_off_another()
    {
        _line.Say("say_1", "Fire alarm.", SpeechSources.UrgentOperator);
        _line.Model(new ResponseCreated("resp_1") { Metadata = _line.ToModel.OfType<ResponseCreate>().Single().Metadata });
        _line.ModelSpeaks(1000);
        _line.Say("say_2", "Leave by the stairs.", SpeechSources.UrgentOperator);
        _line.Log.ShouldNotContain("clear");
    }

    [Fact]
    public void A_turn_that_ends_while_the_model_is_busy_is_answered_afterwards()
    {
        _line.CallerSpeaks();
        _line.Model(new ResponseCreated("resp_1"));
        _line.CallerStops();
        _line.Pass(1000);
        _line.Model(Done("resp_1"));
        _line.ToModel.OfType<ResponseCreate>().ShouldBeEmpty("the model may still begin by itself");
        _line.Pass(1001);
        _line.ToModel.OfType<ResponseCreate>().Single().Instructions.ShouldBeNull();
    }

    [Fact]
    public void An_answer_that_the_model_begins_by_itself_is_not_asked_for()
    {
        _line.CallerSpeaks();
        _line.Model(new ResponseCreated("resp_1"));
        _line.CallerStops();
        _line.ModelSpeaks(100, done: true);
        _line.Model(Done("resp_1"));
        _line.ModelSays("resp_2");
        _line.Pass(5000);
        _line.ToModel.OfType<ResponseCreate>().ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_that_crosses_with_the_models_own_is_not_asked_for_again()
    {
        _line.CallerSpeaks();
        _line.Model(new ResponseCreated("resp_1"));
        _line.CallerStops();
        _line.ModelSpeaks(100, done: true);
        _line.Model(Done("resp_1"));
        _line.Pass(2001);
        string id = _line.ToModel.OfType<ResponseCreate>().Single().EventId!;
        _line.Model(new ResponseCreated("resp_2"));
        _line.Model(new ErrorReceived("invalid_request_error", "conversation_already_has_active_response", "no", null, id));
        _line.ModelSpeaks(100, "item_2", "resp_2", done: true);
        _line.Model(Done("resp_2"));
        _line.Pass(5000);
        _line.ToModel.OfType<ResponseCreate>().Count().ShouldBe(1);
    }

    [Fact]
    public void Digits_are_told_to_the_model_as_one_number_when_that_is_wanted()
    {
        using var line = new Line(new TurnOptions { DigitsToModel = true });
        foreach (string digit in (string[])["1", "9", "8"])
        {
            line.Press(digit);
            line.Pass(500);
        }

        line.Log.ShouldBeEmpty();
        line.Pass(1501);
        line.Log.ShouldBe(["user '(The caller pressed these keys of the telephone: 198)'", "create answer-1"]);
    }

    [Fact]
    public void The_hash_ends_a_number_at_once()
    {
        using var line = new Line(new TurnOptions { DigitsToModel = true });
        line.Press("4");
        line.Press("#");
        line.Log[0].ShouldContain("4#");
    }

    [Fact]
    public void Digits_are_not_told_to_the_model_otherwise()
    {
        _line.Press("4");
        _line.Press("#");
        _line.Pass(5000);
        _line.Log.ShouldBeEmpty();
    }

    private void Grant(string request, string response, string item, int ms)
    {
        ResponseCreate asked = _line.ToModel.OfType<ResponseCreate>().Single(create => create.EventId == request);
        _line.Model(new ResponseCreated(response) { Metadata = asked.Metadata });
        _line.ModelSpeaks(ms, item, response, done: true);
        _line.Model(Done(response));
    }
}
