using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>A session gives way to another while it still stands.</summary>
public sealed class RotationStories : IDisposable
{
    private readonly Line _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void Between_two_turns_nobody_speaks_and_nothing_is_awaited()
    {
        _line.Ready(1);
        IsBetweenTurns.ShouldBeTrue("nothing has been said yet");
        _line.CallerSpeaks();
        IsBetweenTurns.ShouldBeFalse("the caller speaks");
        _line.CallerStops();
        IsBetweenTurns.ShouldBeFalse("what was said is not written down");
        _line.Understood("What time is it?");
        IsBetweenTurns.ShouldBeFalse("the answer is awaited");
        _line.Model(new ResponseCreated("resp_1"));
        IsBetweenTurns.ShouldBeFalse("the answer is made");
        _line.ModelSpeaks(1000, done: true);
        _line.Model(Done("resp_1"));
        IsBetweenTurns.ShouldBeFalse("the answer is heard");
        _line.Pass(1100);
        IsBetweenTurns.ShouldBeTrue();
        _line.Say("say_1");
        IsBetweenTurns.ShouldBeFalse("something is to be said");
    }

    [Fact]
    public void An_answer_that_does_not_come_is_asked_for()
    {
        _line.Ready(1);
        _line.CallerSpeaks();
        _line.CallerStops();
        _line.Understood("Hm.");
        _line.Pass(1900);
        _line.ToModel.ShouldBeEmpty("the model may still begin by itself");
        _line.Pass(200);
        IsBetweenTurns.ShouldBeFalse();
        _line.ModelSays("resp_1", _line.Asked.Metadata);
        _line.Pass(200);
        IsBetweenTurns.ShouldBeTrue();
        _line.Turns.DueAt.ShouldBeNull("and nobody waits for anything");
    }

    [Fact]
    public void A_transcript_that_is_late_is_waited_for()
    {
        _line.Ready(1);
        _line.CallerSpeaks();
        _line.CallerStops();
        Answer();
        IsBetweenTurns.ShouldBeFalse();
        _line.Understood("What time is it?");
        IsBetweenTurns.ShouldBeTrue();
    }

    [Fact]
    public void A_call_that_is_about_to_end_keeps_its_session()
    {
        _line.Ready(1);
        _line.Model(new ResponseCreated("resp_1"));
        var hangUp = new ConversationItem("item_9", ItemTypes.FunctionCall) { Name = "hang_up", CallId = "call_1" };
        _line.Model(new OutputItemDone("resp_1", 0, hangUp));
        _line.Model(Done("resp_1"));
        IsBetweenTurns.ShouldBeFalse();
    }

    [Fact]
    public void Between_two_turns_a_change_of_sessions_leaves_no_trace()
    {
        _line.Ready(1);
        _line.CallerSpeaks();
        _line.CallerStops();
        _line.Understood("What time is it?");
        Answer();
        (int events, int told) = (_line.ToModel.Count, _line.ToBrain.Count);
        _line.Ready(2, ["item_1"]);
        _line.Pass(5000);
        _line.ToModel.Count.ShouldBe(events);
        _line.ToBrain.Count.ShouldBe(told);
        IsBetweenTurns.ShouldBeTrue();
    }

    [Fact]
    public void A_request_that_was_on_its_way_to_the_session_that_was_left_is_made_again()
    {
        _line.Ready(1);
        _line.Say("say_1");
        _line.Ready(2);
        _line.ToModel.OfType<ResponseCreate>().Select(create => create.EventId).ShouldBe(["say_1", "say_1"]);
    }

    [Fact]
    public void Speech_that_the_session_had_just_begun_to_hear_is_heard_again_and_answered()
    {
        _line.Ready(1);
        _line.CallerSpeaks();
        _line.Ready(2);
        _line.CallerSpeaks("again_1");
        _line.CallerStops("again_1");
        _line.Understood("What time is it?", "again_1");
        Answer("resp_2", "item_2");
        _line.ToModel.OfType<ResponseCreate>().ShouldBeEmpty("the model answers by itself");
        IsBetweenTurns.ShouldBeTrue();
    }

    [Fact]
    public void A_caller_who_is_owed_an_answer_by_the_session_that_was_left_gets_it_from_the_next()
    {
        _line.Ready(1);
        _line.CallerSpeaks();
        _line.CallerStops();
        _line.Understood("What time is it?");
        _line.Ready(2, owesAnswer: true);
        _line.ToModel.OfType<ResponseCreate>().Single().Instructions.ShouldBeNull();
    }

    [Fact]
    public void What_is_being_said_goes_on_and_is_told_to_the_next_session_when_it_was_heard()
    {
        _line.Ready(1);
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(1000, done: true);
        _line.Model(new OutputTranscriptDelta("resp_1", "item_1", 0, "one two"));
        _line.Model(Done("resp_1"));
        _line.Pass(300);
        _line.Ready(2);
        _line.Pass(1500);
        _line.HeardMs.Count.ShouldBe(1000);
        _line.Log.ShouldContain("remember 'one two'");
        _line.ToModel.OfType<ItemTruncate>().ShouldBeEmpty();
        _line.ToBrain.OfType<AssistantHeard>().Single().HeardMs.ShouldBe(1000);
    }

    private bool IsBetweenTurns => _line.Turns.IsBetweenTurns;

    private void Answer(string response = "resp_1", string item = "item_1")
    {
        _line.Model(new ResponseCreated(response));
        _line.ModelSpeaks(500, item, response, done: true);
        _line.Model(Done(response));
        _line.Pass(1000);
    }

    private static ResponseDone Done(string response) => new(response, ResponseStatuses.Completed, null, null, null, []);
}
