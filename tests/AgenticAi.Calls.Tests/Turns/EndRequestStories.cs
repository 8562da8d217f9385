using AgenticAi.Calls.Turns;
using AgenticAi.Calls.Turns.Limits;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>The brain wants the call to end: politely, and without the caller being able to prevent it.</summary>
public sealed class EndRequestStories
{
    private static readonly EndRequest Spent = new(CallEndReason.Budget, "I have to hang up now.", SpeechSources.BudgetGoodbye);

    private static readonly ConversationItem HangUp = new("fc_1", "function_call") { Name = AgentFunctions.HangUp, CallId = "call_1" };

    [Fact]
    public void The_sentence_ends_then_the_goodbye_is_said_and_heard_and_the_call_ends()
    {
        using Line line = new();
        AgentSpeaks(line, 2_000);
        line.Pass(500);
        line.Turns.EndPolitely(Spent, line.Now, line);
        Answer(line, 1_000);

        line.Log.ShouldNotContain("clear");
        line.Pass(2_400);
        line.HungUp.ShouldBeNull("not before the last word was heard");
        line.Pass(200);
        line.HungUp.ShouldBe(CallEndReason.Budget);
        line.Heard.ShouldBe(3_000 * 8);
    }

    [Fact]
    public void Without_words_it_ends_when_the_sentence_was_heard()
    {
        using Line line = new();
        AgentSpeaks(line, 1_000);
        line.Turns.EndPolitely(Spent with { Goodbye = "" }, line.Now, line);
        line.Pass(900);
        line.HungUp.ShouldBeNull();
        line.Pass(200);
        line.HungUp.ShouldBe(CallEndReason.Budget);
        line.ToBrain.OfType<RequestSpeech>().ShouldBeEmpty();
    }

    [Fact]
    public void A_caller_cannot_call_it_off()
    {
        using Line line = new();
        line.Turns.EndPolitely(Spent, line.Now, line);
        line.CallerSpeaks();
        line.CallerStops();
        line.Understood("But I have not finished!");
        line.Pass(75_100);
        line.HungUp.ShouldBe(CallEndReason.Budget);
    }

    [Fact]
    public void It_takes_the_place_of_an_end_that_could_be_called_off_and_is_said_once()
    {
        using Line line = new();
        line.Model(new ResponseCreated("resp_1"));
        line.ModelSpeaks(2_000, done: true);
        line.Model(new OutputItemDone("resp_1", 1, HangUp));
        line.Model(Done("resp_1"));
        line.Turns.EndPolitely(Spent, line.Now, line);
        line.Turns.EndPolitely(Spent, line.Now, line);
        line.ToBrain.OfType<RequestSpeech>().ShouldHaveSingleItem().Source.ShouldBe(SpeechSources.BudgetGoodbye);
        Answer(line, 500);
        line.Pass(2_700);
        line.HungUp.ShouldBe(CallEndReason.Budget);
    }

    [Fact]
    public void A_call_whose_time_is_up_ends_for_that()
    {
        using Line line = new(new TurnOptions { Limits = new CallLimits { MaxDuration = TimeSpan.FromSeconds(10) } });
        line.Pass(10_001);
        line.Turns.EndPolitely(Spent, line.Now, line);
        line.ToBrain.OfType<RequestSpeech>().ShouldHaveSingleItem().Source.ShouldBe(SpeechSources.DurationGoodbye);
        line.Pass(15_100);
        line.HungUp.ShouldBe(CallEndReason.DurationLimit);
    }

    private static void AgentSpeaks(Line line, int ms)
    {
        line.Model(new ResponseCreated("resp_1"));
        line.ModelSpeaks(ms, done: true);
        line.Model(Done("resp_1"));
    }

    /// <summary>Says the goodbye, as brain and model do.</summary>
    private static void Answer(Line line, int ms)
    {
        RequestSpeech wanted = line.ToBrain.OfType<RequestSpeech>().Last();
        line.Say(wanted.Id, wanted.Text, wanted.Source);
        ResponseCreate asked = line.ToModel.OfType<ResponseCreate>().Last();
        line.Model(new ResponseCreated("resp_bye") { Metadata = asked.Metadata });
        line.ModelSpeaks(ms, "item_bye", "resp_bye", done: true);
        line.Model(Done("resp_bye"));
    }

    private static ResponseDone Done(string response) => new(response, ResponseStatuses.Completed, null, null, null, []);
}
