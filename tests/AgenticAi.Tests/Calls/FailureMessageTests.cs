using System.Net;
using AgenticAi.Conversations;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Simulation.Twilio.Rest;
using AgenticAi.Testing;
using CallEndReason = AgenticAi.Simulation.Twilio.CallEndReason;

namespace AgenticAi.Tests.Calls;

/// <summary>A caller whose call cannot go on is told so.</summary>
public sealed class FailureMessageTests
{
    private const string Sorry = "I am sorry, the line is out of order.";

    [Fact]
    public async Task A_model_that_refuses_is_followed_by_the_configured_sentence()
    {
        await using Exchange exchange = await OpenAsync(new SimulatedTwilioApiOptions());
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening());
        record.End.ShouldBe(CallEndReason.TwimlHangup);
        exchange.Api!.Requests.Single().Form["Twiml"].ShouldContain($"<Say>{Sorry}</Say>");
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("model-refused");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_credentials_twilio_is_told_when_it_asks_what_comes_after_the_stream(bool resume)
    {
        await using Exchange exchange = await OpenAsync(resume: resume);
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening());
        record.End.ShouldBe(CallEndReason.TwimlHangup);
        WordsTo(record).ShouldBe([Sorry]);
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("model-refused");
        exchange.Server.Calls.Find(record.CallSid).ShouldBeNull();

        CallRecord late = await AsksAsync(exchange, record.CallSid);
        WordsTo(late).ShouldBe([Sorry], "the journal remembers how it ended");
        late.Streams.ShouldBeEmpty();
    }

    [Fact]
    public async Task When_the_api_does_not_answer_twilio_is_told_when_it_asks()
    {
        await using Exchange exchange = await OpenAsync(new SimulatedTwilioApiOptions { Faults = _ => HttpStatusCode.ServiceUnavailable });
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening());
        WordsTo(record).ShouldBe([Sorry]);
    }

    [Fact]
    public async Task A_call_that_ended_well_hears_no_apology_however_late_twilio_asks()
    {
        await using Exchange exchange = await OpenAsync();
        string callSid = ReturningCalls.Remember(
            exchange, exchange.Ago(TimeSpan.FromMinutes(1)), [new EndConversation(EndReason.Named("agent-hung-up"), Detail: null)]);
        CallRecord record = await AsksAsync(exchange, callSid);
        (record.End, record.Verbs.Single()).ShouldBe((CallEndReason.TwimlHangup, new HangupVerb()));
    }

    private static IEnumerable<string> WordsTo(CallRecord record) => record.Verbs.OfType<SayVerb>().Select(say => say.Text);

    private static Task<CallRecord> AsksAsync(Exchange exchange, string callSid) =>
        ReturningCalls.Phone(exchange).CallAsync(ReturningCalls.Returning(callSid), TestContext.Current.CancellationToken).Within();

    private static Task<Exchange> OpenAsync(SimulatedTwilioApiOptions? api = null, bool resume = false) => Exchange.OpenAsync(
        model: options => options with { Faults = [new FaultPlan(new AtTime(TimeSpan.FromMilliseconds(300)), new ErrorEventFault("insufficient_quota"))] },
        config: config => config with
        {
            Server = config.Server with { FailureMessage = Sorry },
            Twilio = config.Twilio with { Resume = resume },
        },
        api: api);
}
