using AgenticAi.Audio.Wav;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests.Twilio;

public sealed class TwimlTests
{
    [Fact]
    public async Task The_webhook_gets_the_form_of_an_incoming_call_and_the_stream_its_parameters()
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.Twiml["/voice"] = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Response><Connect><Stream url="ws://{host}/media"><Parameter name="token" value="a&amp;b"/></Stream></Connect></Response>
            """;
        RawStream? seen = null;
        server.OnStream = async stream =>
        {
            seen = stream;
            await stream.UntilAsync("start");
            await stream.CloseAsync();
        };
        var more = new Dictionary<string, string> { ["Direction"] = "outbound-api" };
        CallRecord call = await Dial(server, new CallPlan { From = "+491234", Form = more });

        Dictionary<string, string> form = server.Posts.Single().Form;
        form["CallSid"].ShouldBe(call.CallSid);
        form["CallStatus"].ShouldBe("ringing");
        form["From"].ShouldBe("+491234");
        form["Direction"].ShouldBe("outbound-api");
        form.Keys.ShouldBe(
            ["CallSid", "AccountSid", "From", "To", "Caller", "Called", "CallStatus", "Direction", "ApiVersion"], ignoreOrder: true);
        seen!.Of("start").Single()["start"]!["customParameters"]!["token"]!.GetValue<string>().ShouldBe("a&b");
        call.Stream.Parameters["token"].ShouldBe("a&b");
        call.End.ShouldBe(CallEndReason.TwimlEnded);
        call.Stream.End.ShouldBe(StreamEndKind.ServerClosed);
        call.Stream.CloseCode.ShouldBe(1000);
    }

    [Fact]
    public async Task What_follows_the_stream_runs_when_its_socket_has_closed()
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.Twiml["/voice"] = """
            <Response><Connect><Stream url="ws://{host}/media"/></Connect><Say>Sorry.</Say><Redirect>/resume</Redirect><Hangup/></Response>
            """;
        server.Twiml["/resume"] = "<Response><Connect><Stream url=\"ws://{host}/again\"/></Connect><Hangup/></Response>";
        server.OnStream = async stream =>
        {
            await stream.UntilAsync("start");
            stream.Abort();
        };
        CallRecord call = await Dial(server, new CallPlan { Unpaced = true });

        call.End.ShouldBe(CallEndReason.TwimlHangup);
        call.Verbs.Select(verb => verb.GetType().Name).ShouldBe(["StreamVerb", "SayVerb", "RedirectVerb", "StreamVerb", "HangupVerb"]);
        call.Streams.Select(stream => stream.End).ShouldBe([StreamEndKind.ServerLost, StreamEndKind.ServerLost]);
        server.Upgrades.Select(upgrade => upgrade.Path).ShouldBe(["/media", "/again"]);
        server.Posts.Select(post => post.Form["CallStatus"]).ShouldBe(["ringing", "in-progress"]);
        call.AgentAudio.Length.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public async Task Files_are_played_and_pauses_take_their_time()
    {
        var clock = new ManualTimeProvider();
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        var file = new MemoryStream();
        WavWriter.Write(file, new WavAudio(8000, 1, [.. Enumerable.Repeat((short)1000, 4000)]));
        server.File = file.ToArray();
        server.Twiml["/voice"] = "<Response><Pause length=\"2\"/><Play>/file.wav</Play></Response>";
        var verbs = new Dictionary<Type, TaskCompletionSource>
        {
            [typeof(PauseVerb)] = new(TaskCreationOptions.RunContinuationsAsynchronously),
            [typeof(PlayVerb)] = new(TaskCreationOptions.RunContinuationsAsynchronously),
        };
        var plan = new CallPlan { OnEvent = told => { if (told is VerbStarted started) verbs[started.Verb.GetType()].SetResult(); } };
        var twilio = new SimulatedTwilio(server.Options with { Time = clock });
        Task<CallRecord> dialling = twilio.CallAsync(plan, TestContext.Current.CancellationToken);
        await verbs[typeof(PauseVerb)].Task.Within();
        await clock.WhenArmedAsync();
        clock.Advance(TimeSpan.FromSeconds(2));
        await verbs[typeof(PlayVerb)].Task.Within();
        await clock.WhenArmedAsync();
        clock.Advance(500);

        CallRecord call = await dialling.Within();
        call.Duration.ShouldBe(TimeSpan.FromSeconds(2.5));
        call.AgentAudio.Length.ShouldBe(20_000);
        call.AgentAudio.Span[15_999].ShouldBe((short)0);
        call.AgentAudio.Span[16_000].ShouldBe((short)1000);
    }

    [Theory]
    [InlineData("<Response><Reject reason=\"busy\"/></Response>", CallEndReason.Rejected, 0)]
    [InlineData("<Response></Response>", CallEndReason.TwimlEnded, 0)]
    [InlineData("<Response><Connect>", CallEndReason.ApplicationError, 12100)]
    [InlineData("<Answer/>", CallEndReason.ApplicationError, 12200)]
    [InlineData("<Response><Dance/></Response>", CallEndReason.ApplicationError, 12200)]
    [InlineData("<Response><Connect/></Response>", CallEndReason.ApplicationError, 12200)]
    [InlineData("<Response><Connect><Stream url=\"http://host/x\"/></Connect></Response>", CallEndReason.ApplicationError, 11100)]
    [InlineData("<Response><Connect><Stream url=\"wss://host/x?token=1\"/></Connect></Response>", CallEndReason.ApplicationError, 11100)]
    [InlineData("<Response><Redirect>/voice</Redirect></Response>", CallEndReason.ApplicationError, 11200)]
    [InlineData("<Response><Play>/none.wav</Play></Response>", CallEndReason.TwimlEnded, 11200)]
    public async Task Documents_end_calls_and_bad_ones_are_errors(string twiml, CallEndReason end, int error)
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.Twiml["/voice"] = twiml;
        CallRecord call = await Dial(server, new CallPlan());

        call.End.ShouldBe(end);
        call.Errors.Select(reported => reported.Code).ShouldBe(error == 0 ? [] : [error]);
        call.Twiml.ShouldBe(twiml);
    }

    [Fact]
    public void A_parameter_that_is_too_long_is_refused()
    {
        string parameter = $"<Parameter name=\"n\" value=\"{new string('v', 499)}\"/>";
        string twiml = $"<Response><Connect><Stream url=\"wss://h/x\">{parameter}</Stream></Connect></Response>";

        Should.Throw<TwimlException>(() => TwimlReader.Read(twiml)).Code.ShouldBe(12200);
        TwimlReader.Read(twiml.Replace("vv", "v", StringComparison.Ordinal)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(403, "text/xml", 11200)]
    [InlineData(200, "application/json", 12300)]
    public async Task A_webhook_that_fails_ends_the_call(int status, string type, int error)
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.Status = status;
        server.ContentType = type;
        CallRecord call = await Dial(server, new CallPlan());

        call.End.ShouldBe(CallEndReason.ApplicationError);
        call.WebhookStatus.ShouldBe(status);
        call.Errors.Single().Code.ShouldBe(error);
    }

    [Fact]
    public async Task A_server_that_is_not_there_ends_the_call_and_its_status_callback_is_an_error_too()
    {
        SimulatedTwilioOptions options;
        await using (RawPhoneServer server = await RawPhoneServer.StartAsync()) options = server.Options;

        CallRecord call = await new SimulatedTwilio(options with { StatusCallbackUrl = options.WebhookUrl })
            .CallAsync(new CallPlan(), TestContext.Current.CancellationToken).Within();

        call.End.ShouldBe(CallEndReason.ApplicationError);
        call.WebhookStatus.ShouldBe(0);
        call.Errors.Select(error => error.Code).ShouldBe([11200, 15003]);
    }

    [Fact]
    public async Task A_stream_that_is_refused_is_an_error_and_the_next_verb_runs()
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.Twiml["/voice"] = "<Response><Connect><Stream url=\"ws://127.0.0.1:1/media\"/></Connect><Hangup/></Response>";
        CallRecord call = await Dial(server, new CallPlan());

        call.Errors.Single().Code.ShouldBe(31920);
        call.Stream.End.ShouldBe(StreamEndKind.NotConnected);
        call.End.ShouldBe(CallEndReason.TwimlHangup);
    }

    [Theory]
    [InlineData("<Response/>", "completed")]
    [InlineData("<Response><Reject/></Response>", "busy")]
    [InlineData("nonsense", "failed")]
    public async Task The_end_is_reported_when_someone_wants_to_know(string twiml, string status)
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.Twiml["/voice"] = twiml;
        SimulatedTwilioOptions options = server.Options with
        {
            StatusCallbackUrl = new Uri($"http://{server.Host}/status"),
            // Standing still: what the first request of a process takes is not the call's.
            Time = new ManualTimeProvider(),
        };
        await new SimulatedTwilio(options).CallAsync(new CallPlan(), TestContext.Current.CancellationToken).Within();

        (string path, Dictionary<string, string> form, string signature) = server.Posts.Last();
        path.ShouldBe("/status");
        form["CallStatus"].ShouldBe(status);
        form["CallDuration"].ShouldBe("0");
        signature.ShouldNotBeEmpty();
    }

    private static Task<CallRecord> Dial(RawPhoneServer server, CallPlan plan) =>
        new SimulatedTwilio(server.Options).CallAsync(plan, TestContext.Current.CancellationToken).Within();
}
