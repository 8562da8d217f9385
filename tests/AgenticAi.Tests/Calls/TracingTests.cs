using System.Collections.Concurrent;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>The trace of a webhook is the trace of its call.</summary>
public sealed class TracingTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task Every_session_of_the_model_belongs_to_the_trace_of_the_webhook()
    {
        var traces = new ConcurrentQueue<string?>();
        await using Exchange exchange = await Exchange.OpenAsync(model: options => options with
        {
            Faults = [new FaultPlan(new AtTime(TimeSpan.FromSeconds(1)), new ResetFault())],
            Reception = arrival =>
            {
                traces.Enqueue(arrival.TraceId);
                return null;
            },
        });
        SimulatedTwilio phone = exchange.Phone(options => options with
        {
            Headers = new Dictionary<string, string> { ["traceparent"] = $"00-{Trace}-b7ad6b7169203331-00" },
        });
        CallRecord record = await phone.CallAsync(CallPlan.ForScenario(Scenario.Embedded("short")), TestContext.Current.CancellationToken).Within();
        record.Errors.ShouldBeEmpty();
        traces.ToArray().ShouldBe([Trace, Trace], "the first session, and the one in the place of the lost one");
    }
}
