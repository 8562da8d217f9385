using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using static AgenticAi.Calls.Tests.Turns.Line;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>A function call is carried out, or answered with what is wrong with it; never left without an output.</summary>
public sealed class FunctionCallStories : IDisposable
{
    private readonly Line _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void A_wish_goes_to_the_brain()
    {
        Call("resp_1", AgentFunctions.AskAgent, """{"request":"Book a table."}""");
        _line.ToBrain.OfType<AskAgent>().ShouldBe([new AskAgent("call_1", "fc_1", "Book a table.")]);
        _line.Pass(5_000);
        _line.ToModel.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("transfer_call", "{}", "no function transfer_call")]
    [InlineData(null, "{}", "no function without a name")]
    [InlineData(AgentFunctions.AskAgent, "", "\\u0022request\\u0022")]
    [InlineData(AgentFunctions.AskAgent, null, "request")]
    [InlineData(AgentFunctions.AskAgent, """{"request":"Book a ta""", "request")]
    [InlineData(AgentFunctions.AskAgent, "{}", "request")]
    [InlineData(AgentFunctions.AskAgent, """{"request":7}""", "request")]
    [InlineData(AgentFunctions.AskAgent, """{"request":"  "}""", "request")]
    [InlineData(AgentFunctions.AskAgent, """["Book a table."]""", "request")]
    public void A_broken_call_is_told_what_is_wrong_and_the_model_is_asked_to_go_on(string? name, string? arguments, string words)
    {
        Call("resp_1", name, arguments);
        _line.Pass(1);
        _line.Log.ShouldBe(["output call_1", "create answer-1~1"]);
        _line.ToModel.OfType<ItemCreate>().Select(create => create.Item).OfType<FunctionCallOutputItem>().Single().Output.ShouldContain(words);
        _line.ToBrain.OfType<AskAgent>().ShouldBeEmpty();
        _line.ToBrain.OfType<NoteProblem>().Single().Code.ShouldStartWith("function_");
    }

    [Fact]
    public void A_broken_call_beside_words_waits_until_they_are_made()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.ModelSpeaks(500, done: true);
        _line.Model(new OutputItemDone("resp_1", 1, Item("transfer_call", "{}")));
        _line.Log.ShouldNotContain("create answer-1");
        _line.Model(Done("resp_1"));
        _line.Log.ShouldContain("create answer-1");
    }

    [Fact]
    public void A_call_that_was_cut_off_is_no_task()
    {
        _line.Model(new ResponseCreated("resp_1"));
        _line.Model(new OutputItemDone(
            "resp_1", 0, Item(AgentFunctions.AskAgent, """{"request":"Book"}""") with { Status = ResponseStatuses.Incomplete }));
        _line.ToBrain.ShouldBeEmpty();
        _line.ToModel.ShouldBeEmpty();
    }

    [Fact]
    public void A_model_that_may_not_hang_up_does_not()
    {
        using var line = new Line(new TurnOptions { Functions = [AgentFunctions.AskAgent] });
        line.Model(new ResponseCreated("resp_1"));
        line.ModelSpeaks(100, done: true);
        line.Model(new OutputItemDone("resp_1", 1, Item(AgentFunctions.HangUp, "{}")));
        line.Model(Done("resp_1"));
        line.Pass(4_000);
        line.HungUp.ShouldBeNull();
        line.Log.ShouldContain("output call_1");
    }

    [Fact]
    public void A_call_that_is_told_twice_is_taken_once()
    {
        _line.Model(new ResponseCreated("resp_1"));
        for (int i = 0; i < 2; i++) _line.Model(new OutputItemDone("resp_1", 0, Item("transfer_call", "{}")));
        _line.Log.ShouldBe(["output call_1"]);
    }

    [Fact]
    public void A_model_that_calls_nothing_but_nonsense_ends_in_words_of_ours()
    {
        for (int i = 0; i < 10 && !_line.ToBrain.OfType<RequestSpeech>().Any(); i++)
        {
            Call($"resp_{i}", "transfer_call", "{}", $"call_{i}", i == 0 ? null : _line.Asked.Metadata);
            _line.Pass(1);
        }

        _line.ToBrain.OfType<RequestSpeech>().Single().Source.ShouldBe(SpeechSources.Apology);
        _line.ToModel.OfType<ResponseCreate>().Count().ShouldBe(3);
    }

    private static ConversationItem Item(string? name, string? arguments, string call = "call_1") =>
        new("fc_1", ItemTypes.FunctionCall) { Name = name, CallId = call, Arguments = arguments, Status = ResponseStatuses.Completed };

    private void Call(
        string response, string? name, string? arguments, string call = "call_1", IReadOnlyDictionary<string, string>? metadata = null)
    {
        _line.Model(new ResponseCreated(response) { Metadata = metadata });
        _line.Model(new OutputItemDone(response, 0, Item(name, arguments, call)));
        _line.Model(Done(response));
    }
}
