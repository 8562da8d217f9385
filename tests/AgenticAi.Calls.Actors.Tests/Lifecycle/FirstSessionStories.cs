using System.Diagnostics;
using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Actors.Tests.Lifecycle;

/// <summary>The session that is opened when a call is announced, and what else a call has that begins with its announcement.</summary>
public sealed class FirstSessionStories(CallsKit kit) : IClassFixture<CallsKit>
{
    private static readonly ActivityContext Webhook = new(
        ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"), ActivitySpanId.CreateFromString("b7ad6b7169203331"), ActivityTraceFlags.None);

    [Fact]
    public async Task It_is_read_while_it_waits_for_its_stream()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        using var trace = new CallTrace(default, CallsRig.Sid);
        await using var leg = new ModelLeg(rig.Services, trace, rig.Log.CreateLogger("call"));
        RealtimeConnection first = await leg.OpenAsync(CancellationToken.None).Within();
        first.IsStandingBy.ShouldBeTrue("the keep-alive finds an answer only where somebody reads");
        first.IsAlive.ShouldBeTrue();
    }

    [Fact]
    public async Task What_an_agent_is_asked_belongs_to_the_trace_of_the_webhook()
    {
        var agent = new TracedAgent();
        var policy = new CommandPolicy { Road = CommandRoad.Tool };
        await using CallsRig rig = await CallsRig.OpenAsync(
            kit, options => options with { Work = options.Work with { Policy = policy } }, services => services with { Agent = agent });
        using (var webhook = new Activity("webhook").SetParentId(Webhook.TraceId, Webhook.SpanId).Start())
        {
            Call call = await rig.AdmitAsync();
            Caller caller = await rig.DialAsync();
            await rig.Registry.AttachAsync(call, caller.Stream).Within();
            call.Brain.TryTell(new AskAgent("call_1", "item_1", "Book a table for two.")).ShouldBeTrue();
        }

        (await agent.Trace.Task.Within()).ShouldBe(Webhook.TraceId);
    }

    private sealed class TracedAgent : IAgentGateway
    {
        public string Name => "traced";

        public TaskCompletionSource<ActivityTraceId?> Trace { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<AgentAnswer> RunAsync(AgentTask task, CancellationToken cancellationToken)
        {
            Trace.SetResult(Activity.Current?.TraceId);
            return Task.FromResult(new AgentAnswer("Done."));
        }
    }
}
