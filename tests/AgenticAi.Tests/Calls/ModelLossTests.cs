using AgenticAi.Conversations;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>The model's session is lost in mid-call: the caller stays on the line, and what was said and heard is not lost.</summary>
public sealed class ModelLossTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task A_question_that_is_written_down_is_not_heard_again()
    {
        await using Exchange exchange = await Exchange.OpenAsync(model: options => options with
        {
            Faults = [new FaultPlan(new InResponse(1, Soon), new ResetFault())],
            Speed = 8,
            Replies = AgentReplies.GoingOn,
            Transcription = _ => new TranscriptionPlan(TimeSpan.Zero),
        });
        CallPlan plan = CallPlan.ForScenario(Scenario.Embedded("short"));
        CallRecord record = await exchange.CallAsync(plan with
        {
            Steps = [plan.Steps[0], new CallerStep(new AgentSilentCue(TimeSpan.FromSeconds(1.5)), new HangUpAction())],
        });
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.Entries.Count(entry => entry.Kind == "caller").ShouldBe(1, report.ToText());
        record.Stream.Clears.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_next_session_knows_what_was_said_and_heard()
    {
        await using Exchange exchange = await Exchange.OpenAsync(model: options => options with { Scenario = Scenario.Embedded("demo") });
        await using PhoneCall call = await exchange.Phone().DialAsync(CallPlan.ForScenario(Scenario.Embedded("demo")), TestContext.Current.CancellationToken);
        RealtimeSession first = await exchange.Model.SessionAsync(0, TestContext.Current.CancellationToken).Within();
        await first.WaitAsync(session => session.Responses.Count == 3, TestContext.Current.CancellationToken).Within();
        first.Inject(new ResetFault());
        CallRecord record = await call.Completion.Within();
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe("agent-hung-up", report.ToText());
        report.Entries.Where(entry => entry is { Kind: "caller", Text: not null }).Select(entry => entry.Text).ShouldBe(Scenario.Embedded("demo").Utterances);
        RealtimeItem[] told = [.. exchange.Model.Sessions[1].Items.Where(item => !item.IsGenerated && item.Content != "input_audio")];
        told.Select(item => (item.Role, item.Text)).Take(2).ShouldBe(
            [("user", "Hello. I would like to move my appointment on Thursday."), ("assistant", report.Entries.First(entry => entry.Interrupted).HeardText)]);
        told.ShouldAllBe(item => item.TruncatedAtMs == null, "what was restored is never truncated");
        exchange.Model.Sessions[1].RefusedEvents.ShouldBe(0);
    }

    [Fact]
    public async Task A_server_that_counts_anew_in_each_session_loses_no_words_either()
    {
        await using Exchange exchange = await Exchange.OpenAsync(model: options => options with
        {
            CountsAnew = true,
            Scenario = Scenario.Embedded("demo"),
        });
        await using PhoneCall call = await exchange.Phone().DialAsync(CallPlan.ForScenario(Scenario.Embedded("demo")), TestContext.Current.CancellationToken);
        RealtimeSession first = await exchange.Model.SessionAsync(0, TestContext.Current.CancellationToken).Within();
        await first.WaitAsync(session => session.Responses.Count == 3, TestContext.Current.CancellationToken).Within();
        first.Inject(new ResetFault());
        CallRecord record = await call.Completion.Within();
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe("agent-hung-up", report.ToText());
        report.Entries.Where(entry => entry is { Kind: "caller", Text: not null }).Select(entry => entry.Text).ShouldBe(Scenario.Embedded("demo").Utterances);
        RealtimeSession second = exchange.Model.Sessions[1];
        first.Items.Select(item => item.Id).Intersect(second.Items.Select(item => item.Id)).ShouldNotBeEmpty("the names are the same");
        second.RefusedEvents.ShouldBe(0, "it is told its own names");
    }

    [Fact]
    public async Task A_model_that_comes_back_after_a_while_finds_the_call()
    {
        await using Exchange exchange = await Exchange.OpenAsync(model: options => options with
        {
            Faults = [new FaultPlan(new AtUtterance(1), new ResetFault())],
            Handshake = number => number is 1 or 2 ? Handshake.Refuse(503) : number == 3 ? Handshake.Slow(TimeSpan.FromMilliseconds(400)) : Handshake.Accept,
        });
        CallRecord record = await exchange.CallAsync(CallPlan.ForScenario(Scenario.Embedded("short")));
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe("caller-hung-up");
        report.Entries.Select(entry => entry.Text).ShouldContain("Yes, I am here.");
    }

    [Theory]
    [InlineData("insufficient_quota")]
    [InlineData("invalid_api_key")]
    public async Task A_model_that_refuses_the_next_session_ends_the_call_at_once(string code)
    {
        await using Exchange exchange = await Exchange.OpenAsync(model: options => options with
        {
            Faults = [new FaultPlan(new AtTime(Soon), new ErrorEventFault(code))],
        });
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening());
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        (report.EndReason?.Name, report.EndDetail).ShouldBe(("model-refused", code));
        exchange.Model.Sessions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_session_that_dies_at_once_over_and_over_is_given_up()
    {
        await using Exchange exchange = await Exchange.OpenAsync(
            model: options => options with { Faults = [new FaultPlan(new AtTime(TimeSpan.FromMilliseconds(50)), new ResetFault(), Session: null)] },
            config: config => config with { OpenAIRealtime = config.OpenAIRealtime with { RestoreWithin = TimeSpan.FromSeconds(1) } });
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening());
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("model-lost");
    }
}
