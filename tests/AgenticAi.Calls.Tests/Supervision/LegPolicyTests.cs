using System.Net.Sockets;
using System.Net.WebSockets;
using AgenticAi.Calls.Supervision;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Supervision;

/// <summary>What the table of the page has no room for.</summary>
public sealed class LegPolicyTests
{
    private const string Key = "sk-proj-very-secret";

    [Fact]
    public void A_final_error_is_not_hidden_by_a_close_description_that_looks_like_a_code()
    {
        LegVerdict verdict = LegPolicy.Of(Ended(1000, "session_closed", "insufficient_quota"));
        verdict.Kind.ShouldBe(LegVerdictKind.Fatal);
        verdict.Why.ShouldBe("insufficient_quota");
    }

    [Fact]
    public void A_final_close_description_is_not_hidden_by_an_error_before_it() =>
        LegPolicy.Of(Ended(4000, "invalid_request_error.invalid_api_key", "model_not_found")).Why.ShouldBe("invalid_api_key");

    [Fact]
    public void A_refused_request_of_long_ago_does_not_explain_an_end() =>
        LegPolicy.Of(Ended(1011, "", "invalid_value")).Why.ShouldBe("close 1011");

    [Fact]
    public void An_end_of_our_own_is_none_of_the_models_whatever_it_said_before() =>
        LegPolicy.Of(Ended(4000, "invalid_api_key", "invalid_api_key") with { ByUs = true }).Kind.ShouldBe(LegVerdictKind.Benign);

    [Fact]
    public void An_unanswered_ping_is_named() =>
        LegPolicy.Of(Lost(new OperationCanceledException("", new AggregateException(new WebSocketException(WebSocketError.Faulted)))))
            .Why.ShouldBe("no answer to a ping");

    [Fact]
    public void A_reset_is_named()
    {
        var reset = new IOException("", new SocketException((int)SocketError.ConnectionReset));
        var error = new WebSocketException(WebSocketError.ConnectionClosedPrematurely, reset);
        LegPolicy.Of(Lost(error)).Why.ShouldBe("SocketException ConnectionReset");
        LegPolicy.Of(error).Why.ShouldBe("SocketException ConnectionReset");
    }

    [Fact]
    public void A_line_that_ended_without_a_goodbye_is_named() =>
        LegPolicy.Of(Lost(new WebSocketException(WebSocketError.ConnectionClosedPrematurely)))
            .Why.ShouldBe("WebSocketException ConnectionClosedPrematurely");

    [Fact]
    public void A_broken_line_is_retried_whatever_broke_it() =>
        LegPolicy.Of(Lost(new InvalidOperationException())).Kind.ShouldBe(LegVerdictKind.Retry);

    [Fact]
    public void A_fault_of_ours_is_told_in_one_short_line()
    {
        string why = LegPolicy.Of(new InvalidOperationException("no\nway" + new string('x', 1000))).Why;
        why.ShouldStartWith("InvalidOperationException: no way");
        why.Length.ShouldBeLessThan(240);
    }

    [Fact]
    public async Task A_failed_connect_is_told_in_the_words_of_the_connection()
    {
        Exception error = await FailedConnects.FailAsync("503");
        LegPolicy.Of(error).Why.ShouldBe(error.Message);
        error.Message.ShouldContain("503");
    }

    [Theory]
    [InlineData(Key + " is not a key")]
    [InlineData("two\nlines")]
    [InlineData("")]
    public void What_a_server_wrote_in_place_of_a_code_is_not_passed_on(string code)
    {
        const string none = "no usable code";
        LegPolicy.Of(new ErrorReceived("", code, Key, null, null)).Why.ShouldBe(none);
        LegPolicy.Of(new ResponseDone("r", ResponseStatuses.Failed, null, code, null, [])).Why.ShouldBe(none);
        LegPolicy.Of(new ResponseDone("r", code, null, null, null, [])).Why.ShouldBe(none);
        LegPolicy.Of(Ended(4000, code, "x")).Why.ShouldBe("close 4000");
        LegPolicy.Of(Ended(4000, new string('a', 60) + "_code_of_a_server", "x")).Why.ShouldBe(none);
    }

    private static RealtimeEnd Ended(int status, string description, string lastError) => new(
        RealtimeEndKind.Closed, (WebSocketCloseStatus)status, description,
        new ErrorReceived("invalid_request_error", lastError, "No.", null, null), null);

    private static RealtimeEnd Lost(Exception error) => new(RealtimeEndKind.Lost, null, null, null, error);
}
