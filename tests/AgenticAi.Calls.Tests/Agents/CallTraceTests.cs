using System.Diagnostics;
using AgenticAi.Calls.Telemetry;

namespace AgenticAi.Calls.Tests.Agents;

/// <summary>What a call asks of others belongs to the trace of the request that announced it.</summary>
public sealed class CallTraceTests
{
    private static readonly ActivityContext Webhook = new(
        ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"), ActivitySpanId.CreateFromString("b7ad6b7169203331"), ActivityTraceFlags.None);

    [Fact]
    public void Within_the_span_the_trace_is_that_of_the_webhook_and_outside_it_is_as_before()
    {
        using var trace = new CallTrace(Webhook, "CA1");
        using Activity other = new Activity("other").Start();
        using (trace.Enter())
        {
            Activity.Current!.TraceId.ShouldBe(Webhook.TraceId);
            Activity.Current.ParentSpanId.ShouldBe(Webhook.SpanId);
        }

        Activity.Current.ShouldBe(other);
    }

    [Fact]
    public void A_call_that_was_announced_without_a_trace_begins_none()
    {
        using var trace = new CallTrace(default, "CA1");
        using CallTrace.Scope scope = trace.Enter();
        Activity.Current.ShouldBeNull();
    }

    [Fact]
    public void Nothing_more_belongs_to_a_call_that_is_over()
    {
        var trace = new CallTrace(Webhook, "CA1");
        trace.Dispose();
        using CallTrace.Scope scope = trace.Enter();
        Activity.Current.ShouldBeNull();
    }
}
