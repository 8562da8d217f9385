using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests.Twilio;

/// <summary>A webhook that fails is asked again, as the fragment of its URL says.</summary>
public sealed class RetryTests
{
    [Theory]
    [InlineData("#rc=5&rp=all", 5, 6)]
    [InlineData("#rc=5&rp=all", 6, 6)]
    [InlineData("#rc=2&rp=ct,5xx", 2, 3)]
    [InlineData("#rc=2&rp=4xx", 1, 1)]
    [InlineData("#rc=6&rp=5xx", 9, 2)]
    [InlineData("", 1, 1)]
    public async Task As_often_as_it_says_after_the_failures_it_names(string fragment, int failures, int asked)
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.Unavailable = failures;
        server.Twiml["/voice"] = "<Response><Hangup/></Response>";
        SimulatedTwilioOptions options = server.Options with { WebhookUrl = new Uri(server.Options.WebhookUrl + fragment) };
        CallRecord call = await CallAsync(options);
        server.Posts.Count.ShouldBe(asked);
        call.End.ShouldBe(asked > failures ? CallEndReason.TwimlHangup : CallEndReason.ApplicationError);
        call.Errors.Select(error => error.Code).ShouldBe(asked > failures ? [] : [11200]);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_once_more_unless_told_otherwise()
    {
        SimulatedTwilioOptions options;
        await using (RawPhoneServer server = await RawPhoneServer.StartAsync()) options = server.Options;
        List<int> failed = [];
        options = options with
        {
            BeforeRetry = (attempt, _) =>
            {
                failed.Add(attempt);
                return Task.CompletedTask;
            },
        };
        (await CallAsync(options)).End.ShouldBe(CallEndReason.ApplicationError);
        failed.ShouldBe([1]);
        await CallAsync(options with { WebhookUrl = new Uri(options.WebhookUrl + "#rc=3") });
        failed.ShouldBe([1, 1, 2, 3]);
    }

    [Fact]
    public async Task A_call_whose_line_is_lost_meanwhile_is_not_asked_about_any_more()
    {
        SimulatedTwilioOptions options;
        await using (RawPhoneServer server = await RawPhoneServer.StartAsync()) options = server.Options;
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var line = new CancellationTokenSource();
        Task<CallRecord> call = new SimulatedTwilio(options with
        {
            BeforeRetry = (_, _) =>
            {
                waiting.SetResult();
                return never.Task;
            },
        }).CallAsync(new CallPlan(), line.Token);
        await waiting.Task.Within();
        await line.CancelAsync();
        (await call.Within()).End.ShouldBe(CallEndReason.LineLost);
    }

    [Fact]
    public async Task The_fragment_is_signed_only_on_demand()
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.Twiml["/voice"] = "<Response><Hangup/></Response>";
        Uri plain = server.Options.WebhookUrl;
        SimulatedTwilioOptions options = server.Options with { WebhookUrl = new Uri(plain + "#rc=5&rp=all") };
        await CallAsync(options);
        await CallAsync(options with { SignsFragment = true });
        server.Posts.Select(post => post.Signature).ShouldBe(
        [
            TwilioSignature.Compute("secret", plain.OriginalString, server.Posts.First().Form),
            TwilioSignature.Compute("secret", plain + "#rc=5&rp=all", server.Posts.Last().Form),
        ]);
    }

    private static Task<CallRecord> CallAsync(SimulatedTwilioOptions options) =>
        new SimulatedTwilio(options).CallAsync(new CallPlan(), TestContext.Current.CancellationToken).Within();
}
