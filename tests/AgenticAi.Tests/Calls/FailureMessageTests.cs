using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Simulation.Twilio.Rest;
using CallEndReason = AgenticAi.Simulation.Twilio.CallEndReason;

namespace AgenticAi.Tests.Calls;

/// <summary>A caller whose call cannot go on is told so, where Twilio can be asked to.</summary>
public sealed class FailureMessageTests
{
    private const string Sorry = "I am sorry, the line is out of order.";

    [Fact]
    public async Task A_model_that_refuses_is_followed_by_the_configured_sentence()
    {
        await using Exchange exchange = await OpenAsync(new SimulatedTwilioApiOptions());
        CallRecord record = await exchange.CallAsync(WholeCallTests.Listening());
        record.End.ShouldBe(CallEndReason.TwimlHangup);
        exchange.Api!.Requests.Single().Form["Twiml"].ShouldContain($"<Say>{Sorry}</Say>");
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("model-refused");
    }

    [Fact]
    public async Task Without_credentials_the_call_just_ends()
    {
        await using Exchange exchange = await OpenAsync();
        CallRecord record = await exchange.CallAsync(WholeCallTests.Listening());
        record.End.ShouldBe(CallEndReason.TwimlEnded);
    }

    private static Task<Exchange> OpenAsync(SimulatedTwilioApiOptions? api = null) => Exchange.OpenAsync(
        model: options => options with { Faults = [new FaultPlan(new AtTime(TimeSpan.FromMilliseconds(300)), new ErrorEventFault("insufficient_quota"))] },
        config: config => config with { Server = config.Server with { FailureMessage = Sorry } },
        api: api);
}
