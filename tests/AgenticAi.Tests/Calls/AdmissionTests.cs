using System.Net;
using System.Net.WebSockets;
using System.Text;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;
using CallEndReason = AgenticAi.Simulation.Twilio.CallEndReason;

namespace AgenticAi.Tests.Calls;

/// <summary>Who is let in, and what happens to the others.</summary>
public sealed class AdmissionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SignatureFault.Missing)]
    [InlineData(SignatureFault.Wrong)]
    public async Task A_webhook_that_is_not_twilios_is_refused(SignatureFault fault)
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        CallRecord record = await exchange.CallAsync(new CallPlan { Faults = new CallFaults { WebhookSignature = fault } });
        record.WebhookStatus.ShouldBe(403);
        exchange.Model.Attempts.ShouldBe(0, "nothing is connected for a stranger");
    }

    [Theory]
    [InlineData(SignatureFault.Missing)]
    [InlineData(SignatureFault.Wrong)]
    public async Task A_media_stream_that_is_not_twilios_is_refused(SignatureFault fault)
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        CallRecord record = await exchange.CallAsync(new CallPlan { Faults = new CallFaults { StreamSignature = fault } });
        record.Streams.ShouldAllBe(stream => stream.FramesSent == 0);
        await exchange.Log.WhenAsync(line => line.Message.StartsWith("Refused a media stream: the signature"));
        End(exchange, record);
    }

    [Theory]
    [InlineData(SignedUrlForm.Http)]
    [InlineData(SignedUrlForm.AsWritten)]
    public async Task Behind_a_proxy_the_public_address_is_what_counts(SignedUrlForm form)
    {
        var publicUrl = new Uri("https://calls.example.com");
        await using Exchange exchange = await Exchange.OpenAsync(config: config => config with { Server = config.Server with { PublicUrl = publicUrl } });
        SimulatedTwilio phone = exchange.Phone(options => options with
        {
            SignedWebhookUrl = new Uri(publicUrl, TwilioPaths.Voice),
            StreamSignature = form,
            ConnectTo = url => new UriBuilder(exchange.Server.Url) { Scheme = "ws", Path = url.AbsolutePath }.Uri,
        });
        await using PhoneCall call = await phone.DialAsync(CallerPlans.Listening(), Cancelled);
        await (await exchange.Model.SessionAsync(0, Cancelled).Within()).WaitAsync(session => session.ReceivedDuration > TimeSpan.Zero, Cancelled).Within();
        call.Snapshot().Twiml.ShouldContain("wss://calls.example.com/twilio/media-stream");
        call.HangUp();
        (await call.Completion.Within()).End.ShouldBe(CallEndReason.CallerHungUp);
    }

    [Fact]
    public async Task A_stream_without_the_right_token_is_refused_and_the_call_waits_for_the_right_one()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        var stolen = new CallFaults { Parameters = parameters => parameters.ToDictionary(p => p.Key, p => p.Value + "x") };
        CallRecord record = await exchange.CallAsync(new CallPlan { Faults = stolen });
        record.Stream.CloseCode.ShouldBe(1008);
        exchange.Server.Calls.Find(record.CallSid).ShouldNotBeNull();
        End(exchange, record);
    }

    [Fact]
    public async Task A_token_of_one_call_does_not_open_another()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        CallRecord record = await exchange.CallAsync(new CallPlan { Faults = new CallFaults { CallSidInStart = "CA" + new string('0', 32) } });
        record.Stream.CloseCode.ShouldBe(1008);
        End(exchange, record);
    }

    [Fact]
    public async Task A_socket_that_never_says_start_is_closed()
    {
        await using Exchange exchange = await Exchange.OpenAsync(config: config => config with
        {
            Server = config.Server with { StartTimeout = TimeSpan.FromMilliseconds(200) },
        });
        CallRecord record = await exchange.CallAsync(new CallPlan { Faults = new CallFaults { NeverStart = true } });
        record.Stream.FramesSent.ShouldBe(0);
        await exchange.Log.WhenAsync(line => line.Message.StartsWith("Refused a media stream: No media stream began within 0.2 s"));
        End(exchange, record);
    }

    [Fact]
    public async Task When_all_lines_are_busy_the_caller_is_told_so()
    {
        await using Exchange exchange = await Exchange.OpenAsync(config: config => config with
        {
            Server = config.Server with { MaxCalls = 1, BusyMessage = "All lines are busy & we are sorry." },
        });
        await using PhoneCall first = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        CallRecord second = await exchange.CallAsync(CallerPlans.Listening());
        second.Twiml.ShouldContain("<Say>All lines are busy &amp; we are sorry.</Say><Hangup");
        second.End.ShouldBe(CallEndReason.TwimlHangup);
        (await StatusOf(exchange, "/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusOf(exchange, "/health/live")).ShouldBe(HttpStatusCode.OK);
        first.HangUp();
        await first.Completion.Within();
    }

    [Fact]
    public async Task A_caller_who_gives_up_before_the_stream_is_known_by_the_status_callback()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        using HttpResponseMessage twiml = await PostAsync(exchange, TwilioPaths.Voice, [new("CallSid", "CA1"), new("From", "+1"), new("To", "+2")]);
        (await twiml.Content.ReadAsStringAsync(Cancelled)).ShouldContain("<Stream");
        Task ended = exchange.Server.Calls.Find("CA1")!.Completion;
        (await PostAsync(exchange, TwilioPaths.Status, [new("CallSid", "CA1"), new("CallStatus", "canceled")])).Dispose();
        await ended.Within();
        (await exchange.ReportAsync("CA1")).EndReason.ShouldBe("caller-hung-up");
    }

    [Fact]
    public async Task Without_a_public_address_the_host_of_the_request_is_taken_over_tls()
    {
        await using Exchange exchange = await Exchange.OpenAsync(config: config => config with
        {
            Twilio = config.Twilio with { ValidateSignatures = false },
        });
        using var form = new FormUrlEncodedContent([new("CallSid", "CA1")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(exchange.Server.Url, TwilioPaths.Voice)) { Content = form };
        request.Headers.Host = "calls.example.com";
        using HttpResponseMessage answer = await exchange.Http.SendAsync(request, Cancelled);
        (await answer.Content.ReadAsStringAsync(Cancelled)).ShouldContain("wss://calls.example.com/twilio/media-stream");
    }

    [Fact]
    public async Task A_webhook_that_is_repeated_is_the_same_call_with_a_new_token()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        using HttpResponseMessage first = await PostAsync(exchange, TwilioPaths.Voice, [new("CallSid", "CA1")]);
        using HttpResponseMessage again = await PostAsync(exchange, TwilioPaths.Voice, [new("CallSid", "CA1")]);
        exchange.Server.Calls.Count.ShouldBe(1);
        (await again.Content.ReadAsStringAsync(Cancelled)).ShouldNotBe(await first.Content.ReadAsStringAsync(Cancelled));
    }

    [Theory]
    [InlineData("", "CallSid: must be")]
    [InlineData("../../etc/passwd", "CallSid: must be")]
    public async Task A_call_sid_that_cannot_be_one_is_refused_with_the_rule(string callSid, string rule)
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        using HttpResponseMessage answer = await PostAsync(exchange, TwilioPaths.Voice, [new("CallSid", callSid)]);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Cancelled)).ShouldStartWith(rule);
    }

    [Fact]
    public async Task A_body_over_the_limit_and_one_that_is_no_form_are_refused()
    {
        await using Exchange exchange = await Exchange.OpenAsync(config: config => config with
        {
            Server = config.Server with { WebhookBodyLimitBytes = 2048 },
        });
        using HttpResponseMessage tooLong = await PostAsync(exchange, TwilioPaths.Voice, [new("CallSid", new string('A', 5000))]);
        tooLong.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        using HttpResponseMessage noForm = await exchange.Http.PostAsync(new Uri(exchange.Server.Url, TwilioPaths.Voice), json, Cancelled);
        noForm.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Hostile_messages_on_the_media_stream_hurt_neither_this_call_nor_others()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        byte[][] hostile =
        [
            "{"u8.ToArray(), "null"u8.ToArray(), "[]"u8.ToArray(), "{\"event\":17}"u8.ToArray(), "{\"event\":\"media\"}"u8.ToArray(),
            "{\"event\":\"media\",\"media\":{\"payload\":\"***\"}}"u8.ToArray(), "{\"event\":\"surprise\"}"u8.ToArray(),
            "{\"event\":\"mark\",\"mark\":{\"name\":\"m9\"}}"u8.ToArray(), [0xFF, 0xFE], new byte[200_000],
        ];
        CallPlan plan = CallPlan.ForScenario(Simulation.Scenarios.Scenario.Embedded("short"));
        CallRecord record = await exchange.CallAsync(plan with
        {
            Faults = new CallFaults
            {
                FragmentBytes = 11,
                Messages = [.. hostile.Select((bytes, i) => new InjectedMessage(TimeSpan.FromMilliseconds(60 + (20 * i)), bytes, Binary: i % 3 == 2))],
            },
        });
        record.End.ShouldBe(CallEndReason.CallerHungUp);
        (await exchange.ReportAsync(record.CallSid)).Entries.ShouldContain(entry => entry.Kind == "assistant");
    }

    [Fact]
    public async Task The_media_stream_address_speaks_only_websocket()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        (await StatusOf(exchange, TwilioPaths.MediaStream)).ShouldBe(HttpStatusCode.UpgradeRequired);
        using var socket = new ClientWebSocket();
        var url = new UriBuilder(exchange.Server.Url) { Scheme = "ws", Path = TwilioPaths.MediaStream };
        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(url.Uri, Cancelled));
    }

    private static async Task<HttpStatusCode> StatusOf(Exchange exchange, string path)
    {
        using HttpResponseMessage answer = await exchange.Http.GetAsync(new Uri(exchange.Server.Url, path), Cancelled);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> PostAsync(Exchange exchange, string path, KeyValuePair<string, string>[] form)
    {
        var url = new Uri(exchange.Server.Url, path);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", Twilio.Signatures.RequestSignature.Compute(Exchange.AuthToken, url.ToString(), form));
        return await exchange.Http.SendAsync(request, Cancelled);
    }

    /// <summary>The announced call would wait a minute for its stream.</summary>
    private static void End(Exchange exchange, CallRecord record) =>
        exchange.Server.Calls.Find(record.CallSid)?.End(new(AgenticAi.Conversations.CallEndReason.CallerLineLost));
}
