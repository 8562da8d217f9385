using AgenticAi.Conversations;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>A change of sessions that cannot be made in peace, or not at all.</summary>
public sealed class RotationLimitTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_that_is_never_in_peace_is_left_before_the_server_ends_it()
    {
        await using Exchange exchange = await RotatingCalls.OpenAsync(
            TimeSpan.FromMinutes(50),
            options => options with { SessionLifetime = TimeSpan.FromSeconds(10), Replies = RotatingCalls.LongAnswer });
        CallPlan plan = CallPlan.ForScenario(Scenario.Embedded("short"));
        CallRecord record = await exchange.CallAsync(plan with
        {
            Steps = [plan.Steps[0], new CallerStep(new AgentSpeakingCue(TimeSpan.FromSeconds(11)), new HangUpAction())],
        });
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        ReportEntry[] lost = [.. report.Entries.Where(entry => entry.Kind == "model-lost")];
        lost.ShouldNotBeEmpty();
        lost.ShouldAllBe(entry => entry.Text == "left before its longest duration");
        report.Entries.Count(entry => entry.Kind == "model-connected").ShouldBe(lost.Length + 1);
        report.Entries.Single(entry => entry.Kind == "caller").Text.ShouldBe("Hello, are you there?");
        report.Entries.Count(entry => entry.Kind == "assistant").ShouldBe(1, "what is being said goes on");
        record.Stream.Clears.ShouldBeEmpty();
        exchange.Log.Lines.ShouldNotContain(line => line.Message.Contains("session_expired"));
    }

    [Fact]
    public async Task A_next_session_that_cannot_be_had_does_not_touch_the_one_that_serves()
    {
        Scenario scenario = Scenario.Embedded("short");
        await using Exchange exchange = await RotatingCalls.OpenAsync(
            TimeSpan.FromMilliseconds(100),
            options => options with
            {
                Handshake = number => number switch { 1 => Handshake.Refuse(503), 2 => Handshake.Refuse(401), _ => Handshake.Accept },
            });
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        await exchange.Log.WhenAsync(line => line.Message.Contains("next session is not ready") && line.Message.Contains("401"));
        call.Say(SpeechLibrary.Embedded.Load("caller-hello", 8000), "Hello, are you there?");
        await (await exchange.Model.SessionAsync(1, Cancelled).Within()).WaitAsync(session => session.Items.Count >= 2, Cancelled).Within();
        call.HangUp();
        ConversationReport report = await exchange.ReportAsync((await call.Completion.Within()).CallSid);
        report.EndReason.ShouldBe("caller-hung-up", "a refusal is final only for a call that has no session");
        report.Entries.ShouldNotContain(entry => entry.Kind == "model-lost");
        RotatingCalls.Said(report).ShouldBe(scenario.Utterances);
    }

    [Fact]
    public async Task A_session_that_is_lost_while_the_next_is_ready_is_followed_by_that_one()
    {
        await using Exchange exchange = await RotatingCalls.OpenAsync(
            TimeSpan.FromSeconds(1),
            options => options with { Replies = RotatingCalls.LongAnswer, Handshake = number => number < 2 ? Handshake.Accept : Handshake.Refuse(503) },
            config => config with { Greeting = RotatingCalls.Greeting });
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        RealtimeSession second = await exchange.Model.SessionAsync(1, Cancelled).Within();
        string id = second.Settings["id"]!.GetValue<string>();
        await exchange.Log.WhenAsync(line => line.Message.Contains("Connected to Realtime API") && line.Message.Contains(id));
        exchange.Model.Sessions[0].Inject(new ResetFault());
        await exchange.Log.WhenAsync(line => line.Message.Contains("The model is lost"));
        call.Say(SpeechLibrary.Embedded.Load("caller-hello", 8000), "Hello, are you there?");
        await second.WaitAsync(session => session.Items.Any(item => item.Content == "input_audio"), Cancelled).Within();
        call.HangUp();
        ConversationReport report = await exchange.ReportAsync((await call.Completion.Within()).CallSid);
        report.EndReason.ShouldBe("caller-hung-up");
        report.Entries.Count(entry => entry.Kind == "model-connected").ShouldBe(2, "no third could be had");
    }
}
