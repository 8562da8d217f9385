using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using static AgenticAi.Calls.Tests.Turns.Line;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>What an agent brought becomes part of the model's conversation, and is told when the line is free.</summary>
public sealed class AgentAnswerStories : IDisposable
{
    private static readonly FunctionCallOutputItem Output = new("call_1", """{"status":"done"}""");
    private readonly Line _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void An_answer_is_given_to_the_model_and_then_told()
    {
        Bring("cmd.answer");

        _line.Log.ShouldBe(["output call_1", "create cmd.answer"]);
        _line.ToModel.OfType<ResponseCreate>().Single().Instructions!.ShouldNotContain("done");
    }

    [Fact]
    public void An_answer_waits_until_the_agent_has_finished_its_sentence_and_is_not_given_before()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(1000, done: true);
        Bring("cmd.answer");
        _line.Log.ShouldNotContain("output call_1");

        _line.Model(Done("resp_1"));

        _line.Log.ShouldContain("output call_1");
        _line.Log[^1].ShouldBe("create cmd.answer");
    }

    [Fact]
    public void An_answer_waits_until_the_caller_has_finished()
    {
        _line.CallerSpeaks();
        Bring("cmd.answer");
        _line.Log.ShouldNotContain("create cmd.answer");

        _line.CallerStops();
        _line.Pass(2001);

        _line.Log.ShouldContain("create cmd.answer");
    }

    [Fact]
    public void Answers_are_told_in_the_order_in_which_they_came()
    {
        _line.Model(new ResponseCreated("resp_1"));
        Bring("one.answer");
        Bring("two.answer");
        _line.ModelSpeaks(100, done: true);
        _line.Model(Done("resp_1"));
        _line.ModelSays("resp_2", _line.Asked.Metadata);

        _line.ToModel.OfType<ResponseCreate>().Select(create => create.EventId).ShouldBe(["one.answer", "two.answer"]);
    }

    [Fact]
    public void A_busy_model_is_asked_again_and_not_given_the_answer_twice()
    {
        Bring("cmd.answer");
        _line.Model(new ResponseCreated("resp_1"));
        _line.Model(new ErrorReceived("invalid_request_error", "conversation_already_has_active_response", "busy", null, "cmd.answer"));
        _line.ModelSpeaks(100, done: true);
        _line.Model(Done("resp_1"));
        _line.Pass(2001);

        _line.Log.Count(entry => entry == "output call_1").ShouldBe(1);
        _line.Log.Count(entry => entry == "create cmd.answer").ShouldBe(2);
    }

    [Fact]
    public void Another_session_is_not_given_an_output_for_a_call_it_did_not_make()
    {
        _line.Model(new ResponseCreated("resp_1"));
        Bring("cmd.answer");
        _line.Gone();
        _line.Ready(2);
        _line.Pass(2001);

        _line.Log.ShouldNotContain("output call_1", "its memory has the answer");
        _line.Log.ShouldContain("create cmd.answer");
    }

    [Fact]
    public void A_note_is_given_and_nothing_is_said()
    {
        _line.Turns.OnNote(new ModelNote(Output), _line);

        _line.Log.ShouldBe(["output call_1"]);
    }

    [Fact]
    public void A_note_for_a_session_that_is_gone_is_left_out()
    {
        _line.Gone();
        _line.Turns.OnNote(new ModelNote(Output), _line);

        _line.Log.ShouldBeEmpty();
    }

    [Fact]
    public void Who_waits_for_an_agent_is_not_asked_whether_he_is_still_there()
    {
        using var line = new Line(new TurnOptions { Limits = new() { SilencePromptAfter = TimeSpan.FromSeconds(30) } });
        line.Turns.OnWork(isUnderWay: true, line.Now, line);
        line.Pass(60_000);
        line.ToBrain.ShouldBeEmpty();

        line.Turns.OnWork(isUnderWay: false, line.Now, line);
        line.Pass(30_001);
        line.ToBrain.OfType<RequestSpeech>().ShouldHaveSingleItem().Source.ShouldBe(SpeechSources.SilencePrompt);
    }

    private void Bring(string id) => _line.Turns.Say(
        new SpeechRequest(id, "Booked.", SpeechSources.Agent) { Note = Output }, _line.Now, _line);
}
