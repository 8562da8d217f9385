using AgenticAi.Calls.Model;
using AgenticAi.Conversations;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AgenticAi.Tests.Calls;

/// <summary>Sessions that stand before anyone calls.</summary>
public sealed class WarmSessionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_takes_one_and_it_is_replaced()
    {
        await using Exchange exchange = await OpenAsync(warm: 2);
        await ReadyAsync(exchange, 2);
        exchange.Model.Sessions.ShouldAllBe(session => session.IsConfigured);
        await HoldsAsync(exchange, "kept warm");
        exchange.Model.Sessions[0].Responses.Count.ShouldBe(1, "the oldest is taken first");
        await exchange.Model.SessionAsync(2, Cancelled).Within();
        exchange.Model.Sessions[1].Responses.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_was_lost_is_replaced_and_no_call_gets_it()
    {
        await using Exchange exchange = await OpenAsync(warm: 1);
        await ReadyAsync(exchange, 1);
        exchange.Model.Sessions[0].Inject(new DropFault());
        await (await exchange.Model.SessionAsync(1, Cancelled).Within()).WaitAsync(session => session.IsConfigured, Cancelled).Within();
        await HoldsAsync(exchange, "Connected to Realtime API");
        exchange.Model.Sessions[0].Responses.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_none_can_be_had_calls_connect_for_themselves()
    {
        await using Exchange exchange = await OpenAsync(warm: 1, number => number == 0 ? Handshake.Refuse(503) : Handshake.Accept);
        await exchange.Log.WhenAsync(line => line.Message.Contains("No session could be kept warm"));
        await HoldsAsync(exchange, "Connected to Realtime API");
    }

    [Fact]
    public async Task A_session_that_waited_remembers_no_other_call()
    {
        await using Exchange exchange = await OpenAsync(warm: 1);
        for (int call = 0; call < 2; call++)
        {
            await ReadyAsync(exchange, 1);
            await HoldsAsync(exchange, "kept warm");
        }

        exchange.Model.Sessions.Where(session => session.Responses.Count > 0).ShouldAllBe(session => session.Items.Count == 2);
    }

    private static async Task HoldsAsync(Exchange exchange, string logged)
    {
        CallRecord record = await exchange.CallAsync(CallPlan.ForScenario(Scenario.Embedded("short")));
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe("caller-hung-up");
        report.Entries.Select(entry => entry.Text).ShouldContain("Yes, I am here.", report.ToText());
        report.Entries.Count(entry => entry.Kind == "model-connected").ShouldBe(1);
        exchange.Log.Lines.ShouldContain(line => line.Message.Contains(logged));
    }

    private static async Task ReadyAsync(Exchange exchange, int count)
    {
        var warm = exchange.Server.Services.GetRequiredService<WarmSessions>();
        await Eventually.TrueAsync(() => warm.Count >= count, $"{count} warm sessions");
    }

    private static Task<Exchange> OpenAsync(int warm, Func<int, Handshake>? handshake = null) => Exchange.OpenAsync(
        options => options with { Handshake = handshake ?? options.Handshake },
        config => config with { OpenAIRealtime = config.OpenAIRealtime with { WarmSessions = warm } });
}
