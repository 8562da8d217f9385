using AgenticAi.Calls.Turns;
using AgenticAi.Calls.Turns.Limits;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using static AgenticAi.Calls.Tests.Turns.Line;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>Silence, the length of a call, the agent's own goodbye. What the brain is asked to say, these stories say at once.</summary>
public sealed class HangUpStories
{
    private static readonly CallLimits Silence = new()
    {
        SilencePromptAfter = TimeSpan.FromSeconds(10),
        SilenceGoodbyeAfter = TimeSpan.FromSeconds(25),
    };

    private static readonly CallLimits Duration = new()
    {
        MaxDuration = TimeSpan.FromSeconds(60),
        DurationWarningBefore = TimeSpan.FromSeconds(20),
    };

    [Fact]
    public void After_silence_the_caller_is_asked_and_then_said_goodbye_to()
    {
        using Line line = With(Silence);
        line.Pass(9_999);
        line.ToBrain.ShouldBeEmpty();
        line.Pass(2);
        Answer(line, SpeechSources.SilencePrompt, 1000);
        line.Pass(14_900);
        line.ToBrain.OfType<RequestSpeech>().Count().ShouldBe(1, "asked once");
        line.Pass(200);
        Answer(line, SpeechSources.SilenceGoodbye, 2000);
        line.Pass(1_900);
        line.HungUp.ShouldBeNull("not before the last word was heard");
        line.Pass(200);
        line.HungUp.ShouldBe(CallEndReason.SilenceLimit);
        line.ToBrain.OfType<ReportSpeech>().ShouldAllBe(report => report.Outcome == SpeechOutcome.Spoken);
    }

    [Fact]
    public void Silence_begins_when_the_agent_has_been_heard_and_ends_when_the_caller_speaks()
    {
        using Line line = With(Silence);
        line.ModelAnswers(8000);
        line.Pass(17_900);
        line.ToBrain.OfType<RequestSpeech>().ShouldBeEmpty();
        line.CallerSpeaks();
        line.Pass(20_000);
        line.CallerStops();
        line.ModelSays("resp_2");
        line.Pass(10_000);
        line.ToBrain.OfType<RequestSpeech>().ShouldBeEmpty();
        line.Pass(200);
        line.ToBrain.OfType<RequestSpeech>().Count().ShouldBe(1);
    }

    [Fact]
    public void A_caller_who_answers_the_prompt_is_asked_again_after_the_next_silence()
    {
        using Line line = With(Silence);
        line.Pass(10_001);
        Answer(line, SpeechSources.SilencePrompt, 500);
        line.Pass(1_000);
        line.CallerSpeaks();
        line.CallerStops();
        line.ModelSays("resp_1");
        line.Pass(10_200);
        line.ToBrain.OfType<RequestSpeech>().Select(request => request.Id).ShouldBe(["silence-prompt-1", "silence-prompt-2"]);
        line.HungUp.ShouldBeNull();
    }

    [Fact]
    public void A_pressed_key_ends_the_silence()
    {
        using Line line = With(Silence);
        line.Pass(9_000);
        line.Press("1");
        line.Pass(9_000);
        line.ToBrain.ShouldBeEmpty();
    }

    [Fact]
    public void Silence_without_a_goodbye_is_only_asked_about()
    {
        using Line line = With(Silence with { SilenceGoodbyeAfter = null });
        line.Pass(10_001);
        Answer(line, SpeechSources.SilencePrompt, 500);
        line.Pass(200_000);
        line.ToBrain.OfType<RequestSpeech>().Count().ShouldBe(1);
        line.HungUp.ShouldBeNull();
    }

    [Fact]
    public void A_goodbye_that_cannot_be_said_does_not_keep_the_line_open()
    {
        using Line line = With(Silence);
        line.Pass(25_001);
        line.Pass(14_900);
        line.HungUp.ShouldBeNull();
        line.Pass(200);
        line.HungUp.ShouldBe(CallEndReason.SilenceLimit);
    }

    [Fact]
    public void The_caller_is_warned_before_the_time_is_up_and_said_goodbye_to_in_the_middle_of_a_sentence()
    {
        using Line line = With(Duration);
        line.Pass(40_001);
        Answer(line, SpeechSources.DurationWarning, 500);
        line.Model(new ResponseCreated("resp_1"));
        line.ModelSpeaks(30_000, done: true);
        line.Model(Done("resp_1"));
        line.Pass(20_000);
        Answer(line, SpeechSources.DurationGoodbye, 1000);
        line.Log.ShouldContain("clear");
        line.CallerSpeaks();
        line.Understood("But I have not finished!");
        line.CallerStops();
        line.Pass(15_100);
        line.HungUp.ShouldBe(CallEndReason.DurationLimit, "this cannot be called off");
    }

    [Fact]
    public void The_agents_last_word_is_heard_before_it_hangs_up()
    {
        using Line line = new();
        AgentSaysGoodbye(line, 2000);
        line.Pass(1_900);
        line.HungUp.ShouldBeNull();
        line.Pass(200);
        line.HungUp.ShouldBe(CallEndReason.AgentHungUp);
    }

    [Fact]
    public void A_caller_who_goes_on_speaking_keeps_the_call_and_the_model_is_told()
    {
        using Line line = new();
        AgentSaysGoodbye(line, 2000);
        line.Pass(1_000);
        line.CallerSpeaks();
        line.Pass(1_000);
        line.CallerStops();
        line.Pass(1_000);
        line.HungUp.ShouldBeNull("it is open what was said");
        line.Understood("One more thing, please.");
        line.Log.ShouldContain("output call_1");
        line.ModelSays("resp_2");
        line.Pass(60_000);
        line.HungUp.ShouldBeNull();
        AgentSaysGoodbye(line, 500, "resp_9", "item_9");
        line.Pass(600);
        line.HungUp.ShouldBe(CallEndReason.AgentHungUp);
    }

    [Fact]
    public void A_noise_during_the_goodbye_does_not_keep_the_call()
    {
        using Line line = new();
        AgentSaysGoodbye(line, 2000);
        line.Pass(1_000);
        line.CallerSpeaks();
        line.CallerStops();
        line.Understood("");
        line.Pass(900);
        line.HungUp.ShouldBeNull("the goodbye goes on");
        line.Pass(200);
        line.HungUp.ShouldBe(CallEndReason.AgentHungUp);
    }

    [Fact]
    public void What_the_caller_said_before_the_goodbye_does_not_call_it_off()
    {
        using Line line = new();
        line.CallerSpeaks();
        line.CallerStops();
        AgentSaysGoodbye(line, 500);
        line.Understood("Thank you, goodbye.");
        line.Pass(600);
        line.HungUp.ShouldBe(CallEndReason.AgentHungUp);
    }

    [Fact]
    public void A_hang_up_in_a_response_that_was_cancelled_is_none()
    {
        using Line line = new();
        line.Model(new ResponseCreated("resp_1"));
        line.ModelSpeaks(2000);
        line.CallerSpeaks();
        line.Model(new OutputItemDone("resp_1", 1, HangUp));
        line.Model(Done("resp_1", ResponseStatuses.Cancelled));
        line.CallerStops();
        line.Understood("Wait.");
        line.Pass(20_000);
        line.HungUp.ShouldBeNull();
    }

    private static ConversationItem HangUp =>
        new("fc_1", "function_call") { Name = AgentFunctions.HangUp, CallId = "call_1", Arguments = "{}" };

    private static void AgentSaysGoodbye(Line line, int ms, string response = "resp_1", string item = "item_1")
    {
        line.Model(new ResponseCreated(response));
        line.ModelSpeaks(ms, item, response, done: true);
        line.Model(new OutputItemDone(response, 1, HangUp));
        line.Model(Done(response));
    }

    private static Line With(CallLimits limits) => new(new TurnOptions { Limits = limits });

    /// <summary>Carries out the newest wish for speech, as brain and model do.</summary>
    private static void Answer(Line line, string source, int ms)
    {
        RequestSpeech wanted = line.ToBrain.OfType<RequestSpeech>().Last();
        wanted.Source.ShouldBe(source);
        line.Say(wanted.Id, wanted.Text, wanted.Source);
        ResponseCreate asked = line.ToModel.OfType<ResponseCreate>().Last();
        asked.EventId.ShouldBe(wanted.Id);
        line.Model(new ResponseCreated($"resp_{wanted.Id}") { Metadata = asked.Metadata });
        line.ModelSpeaks(ms, $"item_{wanted.Id}", $"resp_{wanted.Id}", done: true);
        line.Model(Done($"resp_{wanted.Id}"));
    }
}
