using System.Net;
using System.Net.Http.Json;
using AgenticAi.Conversations;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Simulation.Twilio.Rest;
using AgenticAi.Testing;
using CallEndReason = AgenticAi.Simulation.Twilio.CallEndReason;

namespace AgenticAi.Tests.Calls;

/// <summary>Calls that we end: after the last word was played, through the REST interface or by closing the stream.</summary>
public sealed class HangUpTests
{
    private const string Goodbye = "You are welcome. Goodbye, and have a pleasant evening.";

    private static readonly SayAction Thanks = new(SpeechLibrary.Embedded.Load("caller-goodbye", 8000), "No, that is all. Thank you, goodbye.");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static CallPlan SayingThanks => CallerPlans.Listening() with { Steps = [new CallerStep(new AtCue(TimeSpan.FromMilliseconds(200)), Thanks)] };

    [Fact]
    public async Task The_agent_hangs_up_through_the_api_when_its_goodbye_was_played()
    {
        await using Exchange exchange = await OpenAsync(new SimulatedTwilioApiOptions());
        CallRecord record = await exchange.CallAsync(SayingThanks);
        record.End.ShouldBe(CallEndReason.HungUpByApi);
        record.Stream.Unplayed.ShouldBe(0, "to the last word");
        exchange.Api!.Requests.Single().ShouldSatisfyAllConditions(
            request => request.IsAuthorised.ShouldBeTrue(),
            request => request.Path.ShouldEndWith($"/Calls/{record.CallSid}.json"),
            request => request.Form["Status"].ShouldBe("completed"));
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe("agent-hung-up");
        ReportEntry said = report.Entries.Last(entry => entry.Kind == "assistant");
        (said.Text, said.Interrupted).ShouldBe((Goodbye, false));
    }

    [Fact]
    public async Task Without_credentials_it_closes_the_stream()
    {
        await using Exchange exchange = await OpenAsync();
        CallRecord record = await exchange.CallAsync(SayingThanks);
        (record.End, record.Stream.End).ShouldBe((CallEndReason.TwimlHangup, StreamEndKind.ServerClosed));
        record.Stream.Unplayed.ShouldBe(0);
        record.Verbs.ShouldNotContain(verb => verb is SayVerb, "nobody apologises for a goodbye");
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("agent-hung-up");
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task When_the_api_refuses_the_stream_is_closed_all_the_same(HttpStatusCode answer)
    {
        await using Exchange exchange = await OpenAsync(new SimulatedTwilioApiOptions { Faults = _ => answer });
        CallRecord record = await exchange.CallAsync(SayingThanks);
        (record.End, record.Stream.End).ShouldBe((CallEndReason.TwimlHangup, StreamEndKind.ServerClosed));
        exchange.Log.Lines.ShouldContain(line => line.Message.StartsWith("Twilio was asked to hang up and did not"));
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("agent-hung-up");
    }

    [Fact]
    public async Task A_model_that_may_not_hang_up_has_no_function_for_it()
    {
        await using Exchange exchange = await Exchange.OpenAsync(
            config: config => config with { TurnTaking = config.TurnTaking with { AgentMayHangUp = false } });
        await exchange.CallAsync(CallPlan.ForScenario(Scenario.Embedded("short")));
        exchange.Model.Sessions.Single().ClientEvents.ShouldNotContain(json => json.Contains("hang_up"));
    }

    [Fact]
    public async Task A_silent_caller_is_asked_and_then_said_goodbye_to()
    {
        await using Exchange exchange = await Exchange.OpenAsync(
            model: Parrot,
            config: config => config with
            {
                Limits = config.Limits with { SilencePromptAfter = TimeSpan.FromSeconds(0.5), SilenceGoodbyeAfter = TimeSpan.FromSeconds(3) },
            });
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening());
        record.Stream.Unplayed.ShouldBe(0);
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe("silence-limit");
        Requested(report).ShouldBe([("Are you still there?", "spoken"), ("I cannot hear you any more, so I am hanging up. Goodbye.", "spoken")]);
    }

    [Fact]
    public async Task A_call_that_lasts_for_too_long_is_ended_after_a_warning()
    {
        await using Exchange exchange = await Exchange.OpenAsync(
            model: Parrot,
            config: config => config with
            {
                Limits = config.Limits with { MaxDuration = TimeSpan.FromSeconds(4), DurationWarningBefore = TimeSpan.FromSeconds(3.5) },
            });
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening());
        record.Stream.Unplayed.ShouldBe(0);
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe(
            "duration-limit",
            report.ToText() + string.Join("\n", exchange.Model.Sessions.Single().ClientEvents.Where(e => !e.Contains("append"))));
        Requested(report).ShouldBe([("We have about one minute left.", "spoken"), ("Our time is up, so I have to hang up now. Goodbye.", "spoken")]);
    }

    [Fact]
    public async Task An_operator_may_interrupt_the_agent()
    {
        await using Exchange exchange = await Exchange.OpenAsync(model: Parrot);
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        RealtimeSession session = await exchange.Model.SessionAsync(0, Cancelled).Within();
        await session.WaitAsync(known => known.IsConfigured, Cancelled).Within();
        await SayAsync(exchange, call, "This is a long announcement that nobody needs to hear to its end, and so nobody will.", interrupt: false);
        await session.WaitAsync(known => known.Responses is [{ Status: "completed" }], Cancelled).Within();
        await SayAsync(exchange, call, "Please leave the building.", interrupt: true);
        await session.WaitAsync(known => known.Responses is [_, { Status: "completed" }], Cancelled).Within();
        call.HangUp();
        CallRecord record = await call.Completion.Within();
        record.Stream.Clears.Count.ShouldBe(1);
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.Entries.First(entry => entry.Kind == "assistant").Interrupted.ShouldBeTrue();
        Requested(report)[0].Outcome.ShouldBe("interrupted");
    }

    private static Task<Exchange> OpenAsync(SimulatedTwilioApiOptions? api = null) => Exchange.OpenAsync(
        model: options => options with { Replies = _ => new AgentReply([new SpokenPart(Goodbye), new FunctionCallPart("hang_up", "{}")]) },
        api: api);

    /// <summary>A model that says what it is told to.</summary>
    private static SimulatedRealtimeOptions Parrot(SimulatedRealtimeOptions options) =>
        options with { Replies = AgentReplies.Parrot };

    private static (string? Text, string? Outcome)[] Requested(ConversationReport report) =>
        [.. report.Entries.Where(entry => entry.Kind == "speech-requested").Select(entry => (entry.Text, entry.Outcome))];

    private static async Task SayAsync(Exchange exchange, PhoneCall call, string text, bool interrupt)
    {
        using HttpResponseMessage answer = await exchange.Http.PostAsJsonAsync(
            new Uri(exchange.Server.Url, $"/api/calls/{call.CallSid}/say"), new { text, interrupt }, Cancelled);
        answer.EnsureSuccessStatusCode();
    }
}
