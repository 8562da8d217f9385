using AgenticAi.Conversations;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Simulation.Twilio.Rest;
using AgenticAi.Testing;
using CallEndReason = AgenticAi.Simulation.Twilio.CallEndReason;

namespace AgenticAi.Tests.Calls;

/// <summary>Nobody waits in silence: what the model fails to say is said after all, or the caller hears an apology.</summary>
public sealed class OwedAnswerTests
{
    private const string Greeting = "Welcome to the restaurant.";
    private const string Sorry = "I am sorry, the line is out of order.";
    private const string Wait = "Rate limit reached. Please try again in 1.5s.";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_greeting_whose_response_fails_is_heard_when_the_server_wants_to_be_asked_again()
    {
        await using Exchange exchange = await OpenAsync([Failing(1, "rate_limit_exceeded", Wait)]);
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        await exchange.WhenJournalAsync(call.CallSid, happened => happened is SpeechSpoken);
        call.HangUp();
        ConversationReport report = await exchange.ReportAsync((await call.Completion.Within()).CallSid);
        report.Entries.Single(entry => entry.Kind == "assistant").Text.ShouldBe(Greeting);
        report.Entries.Single(entry => entry.Kind == "problem-noted").Text.ShouldBe($"rate_limit_exceeded: {Wait}");
        exchange.Log.Lines.Count(line => line.Message.Contains("The model did not do what the caller waits for: response_failed")).ShouldBe(1);
    }

    [Fact]
    public async Task A_model_that_fails_for_ever_is_followed_by_the_apology_that_needs_none()
    {
        await using Exchange exchange = await OpenAsync([.. Enumerable.Range(1, 9).Select(number => Failing(number, "server_error", ""))]);
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening());
        record.End.ShouldBe(CallEndReason.TwimlHangup);
        exchange.Api!.Requests.Single().Form["Twiml"].ShouldContain($"<Say>{Sorry}</Say>");
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe("model-lost");
        report.Entries.Where(entry => entry.Kind == "speech-requested").Select(entry => entry.Outcome).ShouldBe(["server_error", "server_error"]);
    }

    [Fact]
    public async Task A_function_that_does_not_exist_is_answered_and_so_is_the_caller()
    {
        await using Exchange exchange = await Exchange.OpenAsync(model: options => options with
        {
            Replies = request => request.Items.Any(item => item.Type == "function_call_output")
                ? AgentReply.Say("I cannot do that.")
                : new AgentReply([new FunctionCallPart("transfer_call", "{}")]),
            Scenario = Scenario.Embedded("short"),
        },
        config: config => config with { TurnTaking = config.TurnTaking with { AgentMayHangUp = false } });
        CallPlan plan = CallPlan.ForScenario(Scenario.Embedded("short"));
        CallRecord record = await exchange.CallAsync(plan with
        {
            Steps = [plan.Steps[0], new CallerStep(new AgentSilentCue(TimeSpan.FromSeconds(4)), new HangUpAction())],
        });
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.Entries.Last(entry => entry.Kind == "assistant").Text.ShouldBe("I cannot do that.", report.ToText());
        report.Entries.ShouldContain(entry => entry.Kind == "problem-noted");
    }

    private static FaultPlan Failing(int response, string code, string message) =>
        new(new AtResponse(response), new FailResponseFault(code, message));

    private static Task<Exchange> OpenAsync(FaultPlan[] faults) => Exchange.OpenAsync(
        model: options => options with { Faults = faults, Replies = AgentReplies.Parrot },
        config: config => config with
        {
            OpenAIRealtime = config.OpenAIRealtime with { Greeting = Greeting },
            Server = config.Server with { FailureMessage = Sorry },
        },
        api: new SimulatedTwilioApiOptions());
}
