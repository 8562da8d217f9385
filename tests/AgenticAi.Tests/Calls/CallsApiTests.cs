using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AgenticAi.Configuration;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>The API of live calls and of the journal.</summary>
public sealed class CallsApiTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_live_call_can_be_listed_spoken_in_and_read_from_the_journal()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        await (await exchange.Model.SessionAsync(0, Cancelled).Within()).WaitAsync(session => session.ReceivedDuration > TimeSpan.Zero, Cancelled).Within();

        JsonElement list = await GetAsync(exchange, "/api/calls");
        list.EnumerateArray().Single().GetProperty("call_sid").GetString().ShouldBe(call.CallSid);
        JsonElement one = await GetAsync(exchange, $"/api/calls/{call.CallSid}");
        one.GetProperty("status").GetString().ShouldBe("running");
        one.GetProperty("stream_sid").GetString().ShouldStartWith("MZ");

        using HttpResponseMessage said = await exchange.Http.PostAsJsonAsync(
            new Uri(exchange.Server.Url, $"/api/calls/{call.CallSid}/say"), new { text = "Your car is ready." }, Cancelled);
        said.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        string id = (await said.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("id").GetString()!;

        await exchange.Model.Sessions.Single().WaitAsync(session => session.Responses.Any(response => response.Status == "completed"), Cancelled).Within();
        call.HangUp();
        await call.Completion.Within();
        await exchange.ReportAsync(call.CallSid);
        JsonElement report = await GetAsync(exchange, $"/api/conversations/{call.CallSid}");
        report.GetProperty("entries").EnumerateArray().ShouldContain(entry => entry.GetProperty("kind").GetString() == "speech-requested"
            && entry.GetProperty("text").GetString() == "Your car is ready." && entry.GetProperty("id").GetString() == id);
    }

    [Theory]
    [InlineData("{\"text\":\"\"}", "text: must have 1 to 2000 characters")]
    [InlineData("{}", "text: must have 1 to 2000 characters")]
    public async Task What_cannot_be_said_is_refused_with_the_rule(string body, string rule)
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await exchange.Http.PostAsync(new Uri(exchange.Server.Url, $"/api/calls/{call.CallSid}/say"), content, Cancelled);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Cancelled)).ShouldContain(rule);
        call.HangUp();
        await call.Completion.Within();
    }

    [Theory]
    [InlineData("/api/calls/nobody")]
    [InlineData("/api/conversations/nobody")]
    public async Task What_is_not_there_is_said_to_be_not_there(string path)
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        using HttpResponseMessage answer = await exchange.Http.GetAsync(new Uri(exchange.Server.Url, path), Cancelled);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(Cancelled)).ShouldContain("nobody");
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Host", "abcd.ngrok.app")]
    public async Task Without_a_token_the_api_is_closed_to_everyone_behind_a_tunnel(string header, string value)
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(exchange.Server.Url, "/api/calls"));
        request.Headers.Add(header, value);
        using HttpResponseMessage answer = await exchange.Http.SendAsync(request, Cancelled);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task With_a_token_the_api_is_open_to_those_who_have_it()
    {
        await using Exchange exchange = await Exchange.OpenAsync(config: config => config with
        {
            Server = config.Server with { ApiToken = new Secret("open-sesame-0123456789") },
        });
        using HttpResponseMessage without = await exchange.Http.GetAsync(new Uri(exchange.Server.Url, "/api/calls"), Cancelled);
        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        exchange.Http.DefaultRequestHeaders.Authorization = new("Bearer", "open-sesame-0123456789");
        (await GetAsync(exchange, "/api/calls")).GetArrayLength().ShouldBe(0);
    }

    private static async Task<JsonElement> GetAsync(Exchange exchange, string path) =>
        await exchange.Http.GetFromJsonAsync<JsonElement>(new Uri(exchange.Server.Url, path), Cancelled);
}
