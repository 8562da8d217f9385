using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;
using CallEndReason = AgenticAi.Simulation.Twilio.CallEndReason;

namespace AgenticAi.Tests.Calls;

/// <summary>However a call ends, it ends once, with the right reason, and nothing stays open: the exchange checks that each time.</summary>
public sealed class CallEndTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_line_is_told_from_a_caller_who_hung_up()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        await using PhoneCall call = await DialAsync(exchange);
        call.DropLine();
        CallRecord record = await call.Completion.Within();
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("caller-line-lost");
    }

    [Fact]
    public async Task A_model_that_stays_away_ends_the_call_and_the_telephone_hangs_up()
    {
        await using Exchange exchange = await Exchange.OpenAsync(
            model: options => options with { Handshake = number => number == 0 ? Handshake.Accept : Handshake.Refuse(503) },
            config: GivingUpSoon);
        await using PhoneCall call = await DialAsync(exchange);
        exchange.Model.Sessions.Single().Inject(new ResetFault());
        CallRecord record = await call.Completion.Within();
        record.End.ShouldBe(CallEndReason.TwimlHangup);
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe("model-lost");
        report.Entries.Select(entry => entry.Kind).ShouldContain("model-lost");
    }

    [Theory]
    [InlineData("insufficient_quota")]
    [InlineData("account_deactivated")]
    public async Task A_model_that_refuses_in_mid_call_is_named_with_its_reason(string code)
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        await using PhoneCall call = await DialAsync(exchange);
        exchange.Model.Sessions.Single().Inject(new ErrorEventFault(code));
        exchange.Model.Sessions.Single().Inject(new DropFault(1008));
        CallRecord record = await call.Completion.Within();
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        (report.EndReason?.Name, report.EndDetail).ShouldBe(("model-refused", code));
    }

    [Fact]
    public async Task A_wrong_key_ends_the_call_as_refused_by_the_model()
    {
        await using Exchange exchange = await Exchange.OpenAsync(model: options => options with { ApiKey = "sk-another-key" });
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening());
        record.End.ShouldBe(CallEndReason.TwimlHangup);
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe("model-refused");
        report.EndDetail!.ShouldNotContain(Exchange.ApiKey);
    }

    [Fact]
    public async Task A_server_that_is_not_there_ends_the_call_as_a_lost_model()
    {
        await using Exchange exchange = await Exchange.OpenAsync(
            model: options => options with { Handshake = _ => Handshake.Refuse(503) }, config: GivingUpSoon);
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening());
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("model-lost");
    }

    [Fact]
    public async Task An_operator_ends_a_call()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        await using PhoneCall call = await DialAsync(exchange);
        using HttpResponseMessage answer = await exchange.Http.PostAsync(
            new Uri(exchange.Server.Url, $"/api/calls/{call.CallSid}/end"), content: null, Cancelled);
        answer.EnsureSuccessStatusCode();
        CallRecord record = await call.Completion.Within();
        record.End.ShouldBe(CallEndReason.TwimlHangup);
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("operator");
    }

    [Fact]
    public async Task Draining_lets_a_call_finish_takes_no_new_one_and_says_so()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        await using PhoneCall call = await DialAsync(exchange);
        Task stopping = exchange.Server.Calls.DrainAsync(TestTimeout.Default, hurry: Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Cancelled));

        CallRecord second = await exchange.CallAsync(CallerPlans.Listening());
        second.Twiml.ShouldContain("<Say>");
        using (HttpResponseMessage ready = await exchange.Http.GetAsync(new Uri(exchange.Server.Url, "/health/ready"), Cancelled))
        {
            ((int)ready.StatusCode).ShouldBe(503);
            (await ready.Content.ReadAsStringAsync(Cancelled)).ShouldContain("draining");
        }

        stopping.IsCompleted.ShouldBeFalse();
        call.HangUp();
        await stopping.Within();
        CallRecord record = await call.Completion.Within();
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("caller-hung-up");
    }

    [Fact]
    public async Task A_call_that_outlasts_the_drain_is_ended()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        await using PhoneCall call = await DialAsync(exchange);
        await exchange.Server.Calls.DrainAsync(
            TimeSpan.FromMilliseconds(1), hurry: Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Cancelled)).Within();
        CallRecord record = await call.Completion.Within();
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("draining");
    }

    [Fact]
    public async Task Nonsense_from_the_model_is_skipped_and_the_call_goes_on()
    {
        await using Exchange exchange = await Exchange.OpenAsync(config: config => config with
        {
            Server = config.Server with { RealtimeMessageLimitBytes = 64 * 1024 },
        });
        await using PhoneCall call = await DialAsync(exchange);
        exchange.Model.Sessions.Single().Inject(new OversizedFault(200_000));
        exchange.Model.Sessions.Single().Inject(new BinaryFault());
        exchange.Model.Sessions.Single().Inject(new RawTextFault());
        exchange.Model.Sessions.Single().Inject(new UnknownEventFault());
        call.HangUp();
        CallRecord record = await call.Completion.Within();
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("caller-hung-up");
    }

    private static AgenticAiConfig GivingUpSoon(AgenticAiConfig config) =>
        config with { OpenAIRealtime = config.OpenAIRealtime with { RestoreWithin = TimeSpan.FromMilliseconds(700) } };

    /// <summary>A call whose stream runs and whose model is ready.</summary>
    private static async Task<PhoneCall> DialAsync(Exchange exchange)
    {
        PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        RealtimeSession session = await exchange.Model.SessionAsync(0, Cancelled).Within();
        await session.WaitAsync(s => s.ReceivedDuration > TimeSpan.Zero, Cancelled).Within();
        return call;
    }
}
