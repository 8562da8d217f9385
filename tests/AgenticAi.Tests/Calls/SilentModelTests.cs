using AgenticAi.Conversations;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>The model's line stands, its pings are answered, and nobody at its other end works.</summary>
public sealed class SilentModelTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_that_falls_silent_in_the_middle_of_a_sentence_is_replaced_and_the_sentence_finished()
    {
        await using Exchange exchange = await OpenAsync(options => options with
        {
            Faults = [new FaultPlan(new InResponse(1, TimeSpan.FromMilliseconds(300)), new SilenceFault())],
            Speed = 2,
            Replies = AgentReplies.GoingOn,
        });
        CallPlan plan = CallPlan.ForScenario(Scenario.Embedded("short"));
        CallRecord record = await exchange.CallAsync(plan with
        {
            Steps = [plan.Steps[0], new CallerStep(new AgentSilentCue(TimeSpan.FromSeconds(4)), new HangUpAction())],
        });
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe("caller-hung-up");
        report.Entries.Single(entry => entry.Kind == "model-lost").Text.ShouldBe("it fell silent in the middle of a sentence");
        report.Entries.Last(entry => entry.Kind == "assistant").Text.ShouldBe("as I said.", report.ToText());
    }

    [Fact]
    public async Task A_model_that_says_nothing_to_what_it_is_asked_is_replaced_and_the_next_is_asked()
    {
        await using Exchange exchange = await OpenAsync(options => options);
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        RealtimeSession first = await exchange.Model.SessionAsync(0, Cancelled).Within();
        await first.WaitAsync(session => session.ReceivedDuration > TimeSpan.FromMilliseconds(100), Cancelled).Within();
        first.Inject(new SilenceFault());
        exchange.Server.Calls.Find(call.CallSid)!.TrySay("Your table is ready.", SpeechSources.Operator).ShouldNotBeNull();
        RealtimeSession second = await exchange.Model.SessionAsync(1, Cancelled).Within();
        await second.WaitAsync(session => session.Responses.Count > 0, Cancelled).Within();
        second.ClientEvents.ShouldContain(json => json.Contains("Your table is ready."));
        call.HangUp();
        ConversationReport report = await exchange.ReportAsync((await call.Completion.Within()).CallSid);
        report.Entries.Single(entry => entry.Kind == "model-lost").Text.ShouldBe("it said nothing to what it was sent");
    }

    [Fact]
    public async Task A_model_that_is_slow_is_waited_for()
    {
        await using Exchange exchange = await OpenAsync(options => options with { Latency = TimeSpan.FromSeconds(3) });
        CallRecord record = await exchange.CallAsync(CallPlan.ForScenario(Scenario.Embedded("short")));
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.Entries.Select(entry => entry.Text).ShouldContain("Yes, I am here.");
        report.Entries.ShouldNotContain(entry => entry.Kind == "model-lost", report.ToText());
    }

    private static Task<Exchange> OpenAsync(Func<SimulatedRealtimeOptions, SimulatedRealtimeOptions> model) =>
        Exchange.OpenAsync(model, config => config with
        {
            OpenAIRealtime = config.OpenAIRealtime with { AnswerWithin = TimeSpan.FromSeconds(1), ThinkWithin = TimeSpan.FromSeconds(10) },
        });
}
