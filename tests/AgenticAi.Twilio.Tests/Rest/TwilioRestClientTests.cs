using System.Net;
using System.Text;
using AgenticAi.Testing;
using AgenticAi.Twilio.Rest;

namespace AgenticAi.Twilio.Tests.Rest;

public class TwilioRestClientTests
{
    private const string AuthToken = "very secret token";
    private const string NotTwilio = "What answers is not Twilio's API: it does not tell the account's status.";

    private static readonly Uri Base = new("http://127.0.0.1:4010/");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_ended_by_completing_it()
    {
        var http = ScriptedHttp.Answering(HttpStatusCode.OK, """{"sid":"CA1","status":"completed"}""");
        (await Client(http).EndCallAsync("CA1/..", Token)).ShouldBe(new TwilioResult(true, TwilioOutcome.Done, "Done."));
        http.Method.ShouldBe("POST");
        http.Address.ShouldBe("http://127.0.0.1:4010/2010-04-01/Accounts/AC1/Calls/CA1%2F...json");
        http.Body.ShouldBe("Status=completed");
        http.Authorization.ShouldBe("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("AC1:" + AuthToken)));
    }

    [Fact]
    public async Task A_call_is_redirected_by_giving_it_other_twiml()
    {
        var http = ScriptedHttp.Answering(HttpStatusCode.OK, "{}");
        (await Client(http).RedirectCallAsync("CA1", "<Response><Say>a&amp;b</Say></Response>", Token)).Succeeded.ShouldBeTrue();
        http.Body.ShouldBe("Twiml=%3CResponse%3E%3CSay%3Ea%26amp%3Bb%3C%2FSay%3E%3C%2FResponse%3E");
    }

    [Fact]
    public async Task Twiml_that_twilio_would_refuse_for_its_length_is_refused_here()
    {
        var http = ScriptedHttp.Answering(HttpStatusCode.OK, "{}");
        (await Client(http).RedirectCallAsync("CA1", new string('x', 4000), Token)).Succeeded.ShouldBeTrue();
        (await Should.ThrowAsync<ArgumentException>(() => Client(http).RedirectCallAsync("CA1", new string('x', 4001), Token)))
            .Message.ShouldContain("The TwiML has 4001 characters; Twilio takes 4000");
        http.Requests.ShouldBe(1);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, """{"code":20404,"message":"The requested resource was not found","status":404}""")]
    [InlineData(HttpStatusCode.BadRequest, """{"code":21220,"message":"Call is not in-progress. Cannot redirect.","status":400}""")]
    public async Task A_call_that_is_over_has_ended_but_cannot_be_redirected(HttpStatusCode status, string body)
    {
        TwilioResult ended = await Client(ScriptedHttp.Answering(status, body)).EndCallAsync("CA1", Token);
        ended.Succeeded.ShouldBeTrue();
        ended.Outcome.ShouldBe(TwilioOutcome.CallOver);
        ended.Text.ShouldStartWith($"The call is already over (HTTP {(int)status}, error");

        TwilioResult redirected = await Client(ScriptedHttp.Answering(status, body)).RedirectCallAsync("CA1", "<Response/>", Token);
        redirected.Succeeded.ShouldBeFalse();
        redirected.Outcome.ShouldBe(TwilioOutcome.CallOver);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, """{"code":20003,"message":"Authenticate"}""", TwilioOutcome.Unauthorised,
        "Twilio does not know account AC1 with this auth token (HTTP 401, error 20003: Authenticate).")]
    [InlineData(HttpStatusCode.Forbidden, """{"code":20403,"message":"Forbidden"}""", TwilioOutcome.Refused,
        "Twilio refused (HTTP 403, error 20403: Forbidden).")]
    [InlineData(HttpStatusCode.TooManyRequests, """{"code":20429,"message":"Too Many Requests"}""", TwilioOutcome.Refused,
        "Twilio refused (HTTP 429, error 20429: Too Many Requests).")]
    [InlineData(HttpStatusCode.NotFound, "<html>not Twilio</html>", TwilioOutcome.Refused, "Twilio refused (HTTP 404).")]
    [InlineData(HttpStatusCode.BadGateway, "", TwilioOutcome.Unreachable, "Twilio cannot be reached at http://127.0.0.1:4010: HTTP 502.")]
    [InlineData(HttpStatusCode.BadRequest, "[1]", TwilioOutcome.Refused, "Twilio refused (HTTP 400).")]
    [InlineData(HttpStatusCode.BadRequest, """{"code":"x","message":7}""", TwilioOutcome.Refused, "Twilio refused (HTTP 400).")]
    [InlineData(HttpStatusCode.BadRequest, """{"code":1,"message":"\ud800"}""", TwilioOutcome.Refused, "Twilio refused (HTTP 400).")]
    public async Task Every_other_end_is_a_result_in_words(HttpStatusCode status, string body, TwilioOutcome outcome, string text)
    {
        TwilioResult[] results =
        [
            await Client(ScriptedHttp.Answering(status, body)).EndCallAsync("CA1", Token),
            await Client(ScriptedHttp.Answering(status, body)).RedirectCallAsync("CA1", "<Response/>", Token),
            await Client(ScriptedHttp.Answering(status, body)).CheckAccountAsync(Token),
        ];
        foreach (TwilioResult result in results) result.ShouldBe(new TwilioResult(false, outcome, text));
    }

    [Fact]
    public async Task A_network_that_fails_is_a_result()
    {
        var refused = new ScriptedHttp(_ => throw new HttpRequestException("Connection refused (127.0.0.1:4010)"));
        TwilioResult result = await Client(refused).EndCallAsync("CA1", Token);
        result.ShouldBe(new TwilioResult(
            false, TwilioOutcome.Unreachable, "Twilio cannot be reached at http://127.0.0.1:4010: Connection refused (127.0.0.1:4010)."));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_a_result_and_giving_up_an_exception()
    {
        var silent = new ScriptedHttp(_ => throw new TaskCanceledException("The request was canceled due to the configured timeout."));
        (await Client(silent).EndCallAsync("CA1", Token)).Text
            .ShouldBe("Twilio cannot be reached at http://127.0.0.1:4010: no answer within 100 s.");

        using var cancellation = new CancellationTokenSource();
        var waiting = new ScriptedHttp(async token =>
        {
            await cancellation.CancelAsync();
            token.ThrowIfCancellationRequested();
            return new HttpResponseMessage();
        });
        await Should.ThrowAsync<OperationCanceledException>(Client(waiting).EndCallAsync("CA1", cancellation.Token).Within());
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        var endless = ScriptedHttp.Answering(HttpStatusCode.OK, new string(' ', 300_000));
        (await Client(endless).CheckAccountAsync(Token)).Outcome.ShouldBe(TwilioOutcome.Unreachable);
    }

    [Theory]
    [InlineData("""{"sid":"AC1","status":"active"}""", true, TwilioOutcome.Done, "Twilio account AC1 is active.")]
    [InlineData("""{"sid":"AC1","status":"suspended"}""", false, TwilioOutcome.Refused, "Twilio account AC1 is suspended.")]
    [InlineData("""{"sid":"AC1","status":"closed"}""", false, TwilioOutcome.Refused, "Twilio account AC1 is closed.")]
    [InlineData("<html>log in</html>", false, TwilioOutcome.Unreachable, NotTwilio)]
    [InlineData("[]", false, TwilioOutcome.Unreachable, NotTwilio)]
    [InlineData("""{"status":7}""", false, TwilioOutcome.Unreachable, NotTwilio)]
    public async Task An_account_is_judged_by_its_status(string body, bool succeeded, TwilioOutcome outcome, string text)
    {
        var http = ScriptedHttp.Answering(HttpStatusCode.OK, body);
        (await Client(http).CheckAccountAsync(Token)).ShouldBe(new TwilioResult(succeeded, outcome, text));
        http.Method.ShouldBe("GET");
        http.Address.ShouldBe("http://127.0.0.1:4010/2010-04-01/Accounts/AC1.json");
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_not_a_call_that_is_over()
    {
        var http = ScriptedHttp.Answering(HttpStatusCode.NotFound, """{"code":20404,"message":"not found"}""");
        (await Client(http).CheckAccountAsync(Token)).ShouldBe(
            new TwilioResult(false, TwilioOutcome.Unauthorised, "Twilio knows no account AC1."));
    }

    [Fact]
    public async Task By_default_twilio_itself_is_asked()
    {
        var http = ScriptedHttp.Answering(HttpStatusCode.OK, "{}");
        using var client = new HttpClient(http);
        await new TwilioRestClient(client, "AC1", AuthToken).EndCallAsync("CA1", Token);
        http.Address.ShouldBe("https://api.twilio.com/2010-04-01/Accounts/AC1/Calls/CA1.json");
    }

    [Fact]
    public async Task The_token_is_in_no_text()
    {
        Func<ScriptedHttp>[] ends =
        [
            () => ScriptedHttp.Answering(HttpStatusCode.Unauthorized, """{"code":20003,"message":"Authenticate"}"""),
            () => ScriptedHttp.Answering(HttpStatusCode.OK, "{}"),
            () => new ScriptedHttp(_ => throw new HttpRequestException("refused")),
        ];
        foreach (Func<ScriptedHttp> end in ends)
        {
            (await Client(end()).EndCallAsync("CA1", Token)).ToString().ShouldNotContain(AuthToken);
            (await Client(end()).CheckAccountAsync(Token)).ToString().ShouldNotContain(AuthToken);
        }
    }

    private static TwilioRestClient Client(ScriptedHttp http) => new(new HttpClient(http), "AC1", AuthToken, Base);
}
