using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Realtime.Tests.Connections;

public sealed class RealtimeErrorsTests
{
    [Theory]
    [InlineData("response_cancel_not_active", RealtimeErrorKind.Benign)]
    [InlineData("input_audio_buffer_commit_empty", RealtimeErrorKind.Benign)]
    [InlineData("conversation_already_has_active_response", RealtimeErrorKind.Wait)]
    [InlineData("session_expired", RealtimeErrorKind.SessionExpired)]
    [InlineData("invalid_api_key", RealtimeErrorKind.Fatal)]
    [InlineData("insufficient_quota", RealtimeErrorKind.Fatal)]
    [InlineData("account_deactivated", RealtimeErrorKind.Fatal)]
    [InlineData("billing_hard_limit_reached", RealtimeErrorKind.Fatal)]
    [InlineData("beta_api_shape_disabled", RealtimeErrorKind.Fatal)]
    [InlineData("model_not_found", RealtimeErrorKind.Fatal)]
    [InlineData("model_retired", RealtimeErrorKind.Fatal)]
    [InlineData("access_denied", RealtimeErrorKind.Fatal)]
    [InlineData("invalid_value", RealtimeErrorKind.Other)]
    [InlineData(null, RealtimeErrorKind.Other)]
    public void Each_code_has_its_meaning(string? code, RealtimeErrorKind kind) => RealtimeErrors.Classify(code).ShouldBe(kind);

    [Theory]
    [InlineData("invalid_request_error.beta_api_shape_disabled", "beta_api_shape_disabled")]
    [InlineData("invalid_api_key", "invalid_api_key")]
    [InlineData("Your session hit the maximum duration of 60 minutes.", "session_expired")]
    [InlineData("going away", null)]
    [InlineData("a sentence. With_a trap", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_close_description_may_hold_a_code(string? description, string? code) =>
        RealtimeErrors.CodeOf(description).ShouldBe(code);

    [Theory]
    [InlineData("Rate limit reached. Please try again in 1.5s. Visit the page.", 1_500)]
    [InlineData("Please try again in 20ms.", 20)]
    [InlineData("Please try again in 6m0s.", 360_000)]
    [InlineData("Please try again in 1m30.5s.", 90_500)]
    [InlineData("please retry after 2 seconds", 2_000)]
    [InlineData("Try again in 1h.", 3_600_000)]
    [InlineData("Please try again in 999999999h.", null)]
    [InlineData("Please try again in 5 sheep.", null)]
    [InlineData("Please try again later.", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void When_to_try_again_is_read_from_the_servers_words(string? message, int? milliseconds) =>
        RealtimeErrors.RetryAfter(message).ShouldBe(milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null);

    [Theory]
    [InlineData("conversation_already_has_active_response", null)]
    [InlineData("invalid_request_error", "conversation_already_has_active_response")]
    [InlineData("conversation_already_has_active_response", "400")]
    public void A_code_that_stands_in_the_type_is_found(string type, string? code) =>
        RealtimeErrors.Classify(new ErrorReceived(type, code, "busy", null, null)).ShouldBe(RealtimeErrorKind.Wait);
}
