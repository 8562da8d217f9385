using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using static AgenticAi.Calls.Tests.Turns.Line;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>The model's session is lost, and another takes its place.</summary>
public sealed class ModelLossStories : IDisposable
{
    private readonly Line _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void The_reply_that_is_being_said_goes_on_and_is_finished_by_the_next_session()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(2000);
        _line.Model(new OutputTranscriptDelta("resp_1", "item_1", 0, "one two three four"));
        _line.Pass(500);
        _line.Gone();
        _line.Pass(500);
        _line.Ready(2);
        _line.Pass(1500);
        _line.HeardMs.Count.ShouldBe(2000, "all that had come");
        _line.ToBrain.OfType<AssistantTranscript>().Single().Text.ShouldBe("one two three four", "nobody else can tell the brain any more");
        _line.ToBrain.OfType<AssistantHeard>().Single().ShouldBe(new AssistantHeard("item_1", 2000, null, Interrupted: false));
        _line.Log.ShouldContain("remember 'one two three four'");
        _line.ToModel.OfType<ResponseCreate>().Single().Instructions!.ShouldContain("Go on");
    }

    [Fact]
    public void What_is_cut_after_the_loss_is_never_truncated_but_told_as_far_as_it_was_heard()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(2000, done: true);
        _line.Model(new OutputTranscriptDelta("resp_1", "item_1", 0, "one two three four"));
        _line.Model(Done("resp_1"));
        _line.Pass(500);
        _line.Gone();
        _line.Ready(2);
        _line.Pass(600);
        _line.CallerSpeaks();
        _line.ToModel.OfType<ItemTruncate>().ShouldBeEmpty();
        _line.Log.ShouldContain("remember 'one two'");
    }

    [Fact]
    public void What_was_heard_while_there_was_no_session_is_told_to_the_next_unless_it_knows()
    {
        foreach (bool knows in (bool[])[true, false])
        {
            using var line = new Line();
            line.ModelAnswers(1000, "one two");
            line.Gone();
            line.Pass(1500);
            line.Log.ShouldNotContain("remember 'one two'");
            line.Ready(2, knows ? ["item_1"] : []);
            line.Log.Contains("remember 'one two'").ShouldBe(!knows);
        }
    }

    [Fact]
    public void Nothing_is_asked_of_a_model_that_is_not_there()
    {
        _line.Gone();
        _line.Say("say_1");
        _line.Pass(10_000);
        _line.ToModel.ShouldBeEmpty();
        _line.Ready(2);
        _line.ToModel.OfType<ResponseCreate>().Single().EventId.ShouldBe("say_1");
    }

    [Fact]
    public void A_request_whose_answer_did_not_come_is_asked_again()
    {
        _line.Say("say_1");
        _line.Gone();
        _line.Ready(2);
        _line.ToModel.OfType<ResponseCreate>().Select(create => create.EventId).ShouldBe(["say_1", "say_1"]);
    }

    [Fact]
    public void A_request_of_whose_answer_nothing_was_heard_is_asked_again()
    {
        _line.Say("say_1");
        _line.Model(new ResponseCreated("resp_1") { Metadata = _line.ToModel.OfType<ResponseCreate>().Single().Metadata });
        _line.Gone();
        _line.Ready(2);
        _line.ToModel.OfType<ResponseCreate>().Count().ShouldBe(2);
        _line.ToBrain.ShouldBeEmpty("it is neither said nor given up");
    }

    [Fact]
    public void A_caller_who_is_owed_an_answer_gets_one_at_once()
    {
        _line.CallerSpeaks();
        _line.CallerStops();
        _line.Understood("What time is it?");
        _line.Model(new ResponseCreated("resp_1"));
        _line.Gone();
        _line.Ready(2, owesAnswer: true);
        _line.ToModel.OfType<ResponseCreate>().Single().Instructions.ShouldBeNull();
    }

    [Fact]
    public void What_was_not_written_down_is_heard_again_and_answered_by_the_model_itself()
    {
        _line.CallerSpeaks();
        _line.Gone();
        _line.Ready(2, owesAnswer: true);
        _line.ToModel.OfType<ResponseCreate>().ShouldBeEmpty();
        _line.CallerSpeaks("again_1");
        _line.CallerStops("again_1");
        _line.ModelSays("resp_2");
        _line.Pass(5000);
        _line.ToModel.OfType<ResponseCreate>().ShouldBeEmpty();
    }

    [Fact]
    public void Speech_that_is_heard_again_does_not_interrupt_the_answer_to_it()
    {
        _line.CallerSpeaks();
        _line.CallerStops();
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(3000, done: true);
        _line.Model(Done("resp_1"));
        _line.Pass(300);
        _line.Gone();
        _line.Ready(2);
        _line.CallerSpeaks("again_1");
        _line.CallerStops("again_1");
        _line.Model(new ResponseCreated("resp_2"));
        _line.ToModel.OfType<ResponseCancel>().Single().ResponseId.ShouldBe("resp_2", "it is being answered already");
        _line.Pass(3000);
        _line.Log.ShouldNotContain("clear");
        _line.HeardMs.Count.ShouldBe(3000);
    }

    [Fact]
    public void An_interruption_that_is_open_counts_when_its_transcript_cannot_come_any_more()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(3000, done: true);
        _line.Model(Done("resp_1"));
        _line.Pass(1000);
        _line.CallerSpeaks();
        _line.Gone();
        _line.ToBrain.OfType<AssistantHeard>().Single().ShouldBe(new AssistantHeard("item_1", 1000, null, Interrupted: true));
    }
}
