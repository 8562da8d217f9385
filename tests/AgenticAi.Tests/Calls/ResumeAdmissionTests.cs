using System.Net;
using AgenticAi.Calls;
using AgenticAi.Conversations;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Simulation.Twilio.Rest;
using AgenticAi.Testing;
using AgenticAi.Twilio.Signatures;
using Microsoft.Data.Sqlite;
using CallEndReason = AgenticAi.Simulation.Twilio.CallEndReason;

namespace AgenticAi.Tests.Calls;

/// <summary>Who may come back, and what those hear who may not.</summary>
public sealed class ResumeAdmissionTests
{
    private static readonly SayAction Thanks =
        new(SpeechLibrary.Embedded.Load("caller-goodbye", 8000), "No, that is all. Thank you, goodbye.");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_the_agent_ended_does_not_come_back()
    {
        await using Exchange exchange = await Exchange.OpenAsync(
            options => options with { Replies = _ => new AgentReply([new SpokenPart("Goodbye."), new FunctionCallPart("hang_up", "{}")]) },
            config => config with { Twilio = config.Twilio with { Resume = true } });
        CallRecord record = await exchange.CallAsync(
            CallerPlans.Listening() with { Steps = [new CallerStep(new AtCue(TimeSpan.FromMilliseconds(200)), Thanks)] });
        (record.End, record.Streams.Count).ShouldBe((CallEndReason.TwimlHangup, 1));
        record.Verbs.Select(verb => verb.GetType()).ShouldBe([typeof(StreamVerb), typeof(RedirectVerb), typeof(HangupVerb)]);
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("agent-hung-up");
    }

    [Fact]
    public async Task A_call_that_an_operator_ended_does_not_come_back_whether_twilio_is_asked_to_hang_up_or_not()
    {
        foreach (SimulatedTwilioApiOptions? api in (SimulatedTwilioApiOptions?[])[null, new SimulatedTwilioApiOptions()])
        {
            await using Exchange exchange = await Exchange.OpenAsync(
                config: config => config with { Twilio = config.Twilio with { Resume = true } }, api: api);
            await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
            await exchange.HeardAsync(0);
            exchange.Server.Calls.Find(call.CallSid)!.End(new CallEnd(AgenticAi.Conversations.CallEndReason.Operator));
            CallRecord record = await call.Completion.Within();
            (record.End, record.Streams.Count).ShouldBe((api is null ? CallEndReason.TwimlHangup : CallEndReason.HungUpByApi, 1));
            (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("operator");
        }
    }

    [Fact]
    public async Task A_line_that_is_lost_and_does_not_come_back_ends_the_conversation()
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync();
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        await exchange.HeardAsync(0);
        call.DropLine();
        await call.Completion.Within();
        await exchange.Model.AllClosedAsync(Cancelled).Within();
        (await exchange.ReportAsync(call.CallSid)).EndReason.ShouldBe("caller-line-lost");
        CallRecord late = await ComesBackAsync(exchange, call.CallSid);
        late.End.ShouldBe(CallEndReason.TwimlHangup, "and once it has, nobody comes back to it");
    }

    [Fact]
    public async Task A_call_that_lives_is_not_disturbed_by_those_who_only_ask()
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync();
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        RealtimeSession session = await exchange.Model.SessionAsync(0, Cancelled).Within();
        await session.WaitAsync(known => known.ReceivedDuration > TimeSpan.Zero, Cancelled).Within();
        CallPlan onlyAsking = ReturningCalls.Returning(call.CallSid) with
        {
            Faults = new CallFaults { CallSidInStart = call.CallSid, StreamUrl = url => new UriBuilder(url) { Path = "/nowhere" }.Uri },
            Steps = [],
        };
        for (int i = 0; i < 3; i++)
        {
            await using PhoneCall asking = await ReturningCalls.Phone(exchange).DialAsync(onlyAsking, Cancelled);
            asking.Snapshot().Twiml.ShouldContain("<Stream");
            asking.HangUp();
        }

        TimeSpan before = session.ReceivedDuration;
        await session.WaitAsync(known => known.ReceivedDuration > before + TimeSpan.FromMilliseconds(200), Cancelled).Within();
        exchange.Model.Sessions.Count.ShouldBe(1);
        call.HangUp();
        (await call.Completion.Within()).Streams.Count.ShouldBe(1);
        (await exchange.ReportAsync(call.CallSid)).EndReason.ShouldBe("caller-hung-up");
    }

    [Fact]
    public async Task A_new_stream_takes_the_place_of_one_that_nobody_noticed_to_be_gone()
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync();
        var nobody = new Uri("http://127.0.0.1:1");
        SimulatedTwilio phone = exchange.Phone(
            options => options with { ConnectTo = url => url.AbsolutePath == TwilioPaths.Resume ? nobody : url });
        await using PhoneCall before = await phone.DialAsync(CallerPlans.Listening(), Cancelled);
        await exchange.HeardAsync(0);
        await using PhoneCall after = await BackAsync(exchange, before.CallSid);
        await exchange.HeardAsync(1);
        after.HangUp();
        (await after.Completion.Within()).Streams.Count.ShouldBe(1, "it was let in at once");
        ConversationReport report = await exchange.ReportAsync(before.CallSid);
        report.EndReason.ShouldBe("caller-hung-up");
        report.Entries.Count(entry => entry.Kind == "conversation-resumed").ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_was_never_heard_of_begins()
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync();
        string callSid = new IdSource().Sid("CA");
        await using PhoneCall call = await BackAsync(exchange, callSid);
        await exchange.WhenJournalAsync(callSid, happened => happened is SpeechSpoken);
        call.HangUp();
        await call.Completion.Within();
        ConversationReport report = await exchange.ReportAsync(callSid);
        report.Entries.ShouldContain(entry => entry.Kind == "speech-requested", "it is greeted");
        report.Entries.ShouldNotContain(entry => entry.Kind == "conversation-resumed");
    }

    [Theory]
    [InlineData(SignatureFault.Missing)]
    [InlineData(SignatureFault.Wrong)]
    public async Task Nobody_but_twilio_brings_a_call_back(SignatureFault fault)
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync();
        string callSid = ReturningCalls.Remember(exchange, exchange.Ago(TimeSpan.FromMinutes(1)), []);
        CallRecord record = await ReturningCalls.Phone(exchange).CallAsync(
            ReturningCalls.Returning(callSid) with { Faults = new CallFaults { WebhookSignature = fault } }, Cancelled).Within();
        (record.WebhookStatus, record.End).ShouldBe((403, CallEndReason.ApplicationError));
        exchange.Model.Attempts.ShouldBe(0);
        exchange.Server.Calls.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_signature_for_one_call_does_not_bring_another_back()
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync();
        string theirs = ReturningCalls.Remember(exchange, exchange.Ago(TimeSpan.FromMinutes(1)), []);
        var url = new Uri(exchange.Server.Url, TwilioPaths.Resume);
        string signature = RequestSignature.Compute(Exchange.AuthToken, url.ToString(), [KeyValuePair.Create("CallSid", "CAmine")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("CallSid", theirs)]),
            Headers = { { "X-Twilio-Signature", signature } },
        };
        using HttpResponseMessage answer = await exchange.Http.SendAsync(request, Cancelled);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Beyond_the_most_calls_it_hears_that_all_lines_are_busy()
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync(config => config with { Server = config.Server with { MaxCalls = 1 } });
        string callSid = ReturningCalls.Remember(exchange, exchange.Ago(TimeSpan.FromMinutes(1)), []);
        await using PhoneCall other = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        CallRecord record = await ComesBackAsync(exchange, callSid);
        record.Verbs.OfType<SayVerb>().Single().Text.ShouldContain("busy");
        record.End.ShouldBe(CallEndReason.TwimlHangup);
        other.HangUp();
    }

    [Fact]
    public async Task A_conversation_whose_streams_break_again_and_again_is_given_up_with_an_apology()
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync();
        string callSid = ReturningCalls.Remember(
            exchange,
            exchange.Ago(TimeSpan.FromMinutes(1)),
            [.. Enumerable.Range(1, 19).Select(i => new ResumeConversation($"MZ{i}", "it broke"))]);
        CallRecord record = await ComesBackAsync(exchange, callSid);
        record.Verbs.OfType<SayVerb>().Single().Text.ShouldContain("something is wrong on our side");
        (await exchange.ReportAsync(callSid)).EndDetail.ShouldBe("its stream broke 20 times");
    }

    [Fact]
    public async Task A_conversation_that_a_newer_version_wrote_is_neither_continued_nor_shown_and_the_event_is_named()
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync();
        string callSid = ReturningCalls.Remember(exchange, exchange.Ago(TimeSpan.FromMinutes(1)), []);
        await using (var file = new SqliteConnection($"Data Source={exchange.JournalPath};Pooling=False"))
        {
            await file.OpenAsync(Cancelled);
            await using SqliteCommand insert = file.CreateCommand();
            insert.CommandText =
                """
                INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier)
                VALUES (0, 0, $id, 2, $message, 'ce1', 7701)
                """;
            insert.Parameters.AddWithValue("$id", ConversationPersistence.IdOf(callSid));
            insert.Parameters.AddWithValue("$message", """
                {"sender":"gone","number":9,"after":1,"commands":[{"name":"press-digit","version":1,"at":"2026-11-02T12:00:00Z",
                "data":{"digit":"1"},"events":[{"name":"caller-levitated","version":1,"data":{}}]}]}
                """u8.ToArray());
            await insert.ExecuteNonQueryAsync(Cancelled);
        }

        CallRecord record = await ComesBackAsync(exchange, callSid);
        record.Verbs.OfType<SayVerb>().Single().Text.ShouldContain("something is wrong on our side");
        var view = new Uri(exchange.Server.Url, $"/api/conversations/{callSid}");
        using HttpResponseMessage answer = await exchange.Http.GetAsync(view, Cancelled);
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync(Cancelled)).ShouldContain("caller-levitated");
    }

    [Fact]
    public async Task Where_calls_do_not_come_back_one_whose_stream_is_gone_is_hung_up()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        await exchange.HeardAsync(0);
        string old = ReturningCalls.Remember(exchange, exchange.Ago(TimeSpan.FromMinutes(1)), []);
        foreach (string callSid in (string[])[call.CallSid, old, new IdSource().Sid("CA")])
            (await ComesBackAsync(exchange, callSid)).Verbs.ShouldBe([new HangupVerb()]);

        exchange.Model.Attempts.ShouldBe(1, "none of them is given a model");
        call.HangUp();
        (await call.Completion.Within()).End.ShouldBe(CallEndReason.CallerHungUp);
    }

    /// <summary>Twilio asks where a call is to go on, and follows the answer.</summary>
    private static Task<PhoneCall> BackAsync(Exchange exchange, string callSid) =>
        ReturningCalls.Phone(exchange).DialAsync(ReturningCalls.Returning(callSid), Cancelled);

    /// <summary>The same, to the end of the call.</summary>
    private static Task<CallRecord> ComesBackAsync(Exchange exchange, string callSid) =>
        ReturningCalls.Phone(exchange).CallAsync(ReturningCalls.Returning(callSid), Cancelled).Within();
}
