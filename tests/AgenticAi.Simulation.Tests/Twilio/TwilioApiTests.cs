using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Simulation.Twilio.Rest;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests.Twilio;

public sealed class TwilioApiTests
{
    private static readonly SimulatedTwilioApiOptions Options = new() { AuthToken = "secret" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Completing_a_call_is_a_stop_and_a_close_and_nothing_more_of_the_twiml_runs()
    {
        await using SimulatedTwilioApi api = await SimulatedTwilioApi.StartAsync(Options, Ct);
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.Twiml["/voice"] = "<Response><Connect><Stream url=\"ws://{host}/media\"/></Connect><Say>Sorry.</Say></Response>";
        RawStream? seen = null;
        JsonNode? answer = null;
        server.OnStream = async stream =>
        {
            seen = stream;
            string callSid = CallSid(await stream.UntilAsync("start"));
            answer = (await PostAsync(api, callSid, "Status", "completed")).Body;
            await stream.ReadToEndAsync();
        };
        CallRecord call = await CallAsync(server, api);

        call.End.ShouldBe(CallEndReason.HungUpByApi);
        call.Verbs.Single().ShouldBeOfType<StreamVerb>();
        call.Stream.End.ShouldBe(StreamEndKind.Stopped);
        seen!.Received[^1]["stop"]!["callSid"]!.GetValue<string>().ShouldBe(call.CallSid);
        seen.Socket.CloseStatus.ShouldBe(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure);
        answer!["sid"]!.GetValue<string>().ShouldBe(call.CallSid);
        answer["status"]!.GetValue<string>().ShouldBe("completed");
        TwilioApiRequest request = api.Requests.Single();
        request.Path.ShouldBe($"/2010-04-01/Accounts/{Options.AccountSid}/Calls/{call.CallSid}.json");
        request.Method.ShouldBe("POST");
        request.Form.ShouldBe(new Dictionary<string, string> { ["Status"] = "completed" });
        request.IsAuthorised.ShouldBeTrue();

        (await PostAsync(api, call.CallSid, "Status", "completed")).ShouldBeError(404, 20404);
        (await PostAsync(api, call.CallSid, "Twiml", "<Response/>")).ShouldBeError(404, 20404);
    }

    [Fact]
    public async Task The_end_of_a_call_reports_its_status_whoever_ended_it()
    {
        await using SimulatedTwilioApi api = await SimulatedTwilioApi.StartAsync(Options, Ct);
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.OnStream = async stream =>
        {
            await PostAsync(api, CallSid(await stream.UntilAsync("start")), "Status", "completed");
            await stream.ReadToEndAsync();
        };
        SimulatedTwilioOptions options = server.Options with { Api = api, StatusCallbackUrl = new Uri($"http://{server.Host}/status") };
        await new SimulatedTwilio(options).CallAsync(new CallPlan(), Ct).Within();

        server.Posts.Last().Form["CallStatus"].ShouldBe("completed");
    }

    [Fact]
    public async Task A_redirected_call_leaves_its_stream_and_follows_what_it_was_given_again_and_again()
    {
        await using SimulatedTwilioApi api = await SimulatedTwilioApi.StartAsync(Options, Ct);
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.Twiml["/voice"] = "<Response><Connect><Stream url=\"ws://{host}/media\"/></Connect><Hangup/></Response>";
        var streams = new List<RawStream>();
        server.OnStream = async stream =>
        {
            streams.Add(stream);
            string callSid = CallSid(await stream.UntilAsync("start"));
            string twiml = streams.Count == 1
                ? $"<Response><Connect><Stream url=\"ws://{server.Host}/again\"/></Connect><Hangup/></Response>"
                : "<Response><Pause length=\"3600\"/></Response>";
            (await PostAsync(api, callSid, "Twiml", twiml)).Body["status"]!.GetValue<string>().ShouldBe("in-progress");
            await stream.ReadToEndAsync();
        };
        var pausing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var plan = new CallPlan { OnEvent = told => { if (told is VerbStarted { Verb: PauseVerb }) pausing.SetResult(); } };
        PhoneCall phone = await new SimulatedTwilio(server.Options with { Api = api }).DialAsync(plan, Ct).Within();
        await pausing.Task.Within();
        await PostAsync(api, phone.CallSid, "Twiml", "<Response><Reject/></Response>");
        CallRecord call = await phone.Completion.Within();

        call.End.ShouldBe(CallEndReason.Rejected);
        call.Verbs.Select(verb => verb.GetType().Name).ShouldBe(["StreamVerb", "StreamVerb", "PauseVerb", "RejectVerb"]);
        call.Streams.Select(stream => stream.End).ShouldBe([StreamEndKind.Stopped, StreamEndKind.Stopped]);
        streams.ShouldAllBe(stream => stream.Of("stop").Count() == 1);
    }

    [Fact]
    public async Task A_call_whose_webhook_has_not_answered_can_be_ended_but_not_redirected()
    {
        await using SimulatedTwilioApi api = await SimulatedTwilioApi.StartAsync(Options, Ct);
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        var answers = new List<(int Status, JsonNode Body)>();
        server.OnWebhook = async callSid =>
        {
            answers.Add(await PostAsync(api, callSid, "Twiml", "<Response/>"));
            answers.Add(await PostAsync(api, callSid, "Status", "completed"));
        };
        CallRecord call = await CallAsync(server, api);

        answers[0].ShouldBeError(400, 21220);
        answers[1].Status.ShouldBe(200);
        call.End.ShouldBe(CallEndReason.HungUpByApi);
        call.Verbs.ShouldBeEmpty();
        server.Upgrades.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_done_is_told_in_the_codes_of_the_documentation_and_the_call_goes_on()
    {
        await using SimulatedTwilioApi api = await SimulatedTwilioApi.StartAsync(Options, Ct);
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.OnStream = async stream =>
        {
            string callSid = CallSid(await stream.UntilAsync("start"));
            (await PostAsync(api, callSid, "Status", "completed", token: "wrong")).ShouldBeError(401, 20003);
            (await PostAsync(api, callSid, "Status", "canceled")).ShouldBeError(400, 20422);
            (await PostAsync(api, callSid, "Method", "GET")).ShouldBeError(400, 20422);
            (await PostAsync(api, callSid[..^1], "Status", "completed")).ShouldBeError(404, 20404);
            (await SendAsync(api, HttpMethod.Get, $"/2010-04-01/Accounts/{Options.AccountSid}/Calls/{callSid}.json"))
                .ShouldBeError(404, 20404);
            (await SendAsync(api, HttpMethod.Get, "/2010-04-01/Accounts/ACother.json")).ShouldBeError(404, 20404);
            await stream.UntilAsync("media");
            await stream.CloseAsync();
        };
        CallRecord call = await CallAsync(server, api);

        call.End.ShouldBe(CallEndReason.TwimlEnded);
        api.Requests.Select(request => request.IsAuthorised).ShouldBe([false, true, true, true, true, true]);
    }

    [Fact]
    public async Task The_account_is_active()
    {
        await using SimulatedTwilioApi api = await SimulatedTwilioApi.StartAsync(Options, Ct);
        (int status, JsonNode body) = await SendAsync(api, HttpMethod.Get, $"/2010-04-01/Accounts/{Options.AccountSid}.json");

        status.ShouldBe(200);
        body["sid"]!.GetValue<string>().ShouldBe(Options.AccountSid);
        body["status"]!.GetValue<string>().ShouldBe("active");
    }

    [Fact]
    public async Task Requests_fail_as_planned_and_only_the_latest_are_kept()
    {
        SimulatedTwilioApiOptions options = Options with
        {
            Faults = number => number switch
            {
                0 => HttpStatusCode.ServiceUnavailable,
                1 => HttpStatusCode.Unauthorized,
                _ => null,
            },
            KeptRequests = 2,
        };
        await using SimulatedTwilioApi api = await SimulatedTwilioApi.StartAsync(options, Ct);
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.OnStream = async stream =>
        {
            string callSid = CallSid(await stream.UntilAsync("start"));
            (await PostAsync(api, callSid, "Status", "completed")).ShouldBeError(503, 20503);
            (await PostAsync(api, callSid, "Status", "completed")).ShouldBeError(401, 20003);
            await stream.UntilAsync("media");
            await PostAsync(api, callSid, "Status", "completed");
            await stream.ReadToEndAsync();
        };

        (await CallAsync(server, api)).End.ShouldBe(CallEndReason.HungUpByApi);
        api.Requests.Count.ShouldBe(2);
    }

    private static Task<CallRecord> CallAsync(RawPhoneServer server, SimulatedTwilioApi api) =>
        new SimulatedTwilio(server.Options with { Api = api }).CallAsync(new CallPlan(), Ct).Within();

    private static string CallSid(JsonObject start) => start["start"]!["callSid"]!.GetValue<string>();

    private static Task<(int Status, JsonNode Body)> PostAsync(
        SimulatedTwilioApi api, string callSid, string field, string value, string token = "secret")
    {
        var form = new FormUrlEncodedContent([KeyValuePair.Create(field, value)]);
        return SendAsync(api, HttpMethod.Post, $"/2010-04-01/Accounts/{Options.AccountSid}/Calls/{callSid}.json", form, token);
    }

    private static async Task<(int Status, JsonNode Body)> SendAsync(
        SimulatedTwilioApi api, HttpMethod method, string path, HttpContent? form = null, string token = "secret")
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(api.Url, path)) { Content = form };
        string credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Options.AccountSid}:{token}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        using HttpResponseMessage response = await http.SendAsync(request, Ct).Within();
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Ct))!);
    }
}

file static class ApiAnswers
{
    public static void ShouldBeError(this (int Status, JsonNode Body) answer, int status, int code)
    {
        answer.Status.ShouldBe(status);
        answer.Body["code"]!.GetValue<int>().ShouldBe(code);
        answer.Body["status"]!.GetValue<int>().ShouldBe(status);
        answer.Body["message"]!.GetValue<string>().ShouldNotBeEmpty();
    }
}
