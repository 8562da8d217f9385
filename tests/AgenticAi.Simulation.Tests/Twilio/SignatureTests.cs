using System.Security.Cryptography;
using System.Text;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests.Twilio;

public sealed class SignatureTests
{
    [Fact]
    public void The_example_of_the_documentation_is_signed_as_it_says()
    {
        // twilio.com/docs/usage/security#validating-requests, in the version that was printed with this result.
        var form = new Dictionary<string, string>
        {
            ["CallSid"] = "CA1234567890ABCDE",
            ["Caller"] = "+14158675309",
            ["Digits"] = "1234",
            ["From"] = "+14158675309",
            ["To"] = "+18005551212",
        };

        TwilioSignature.Compute("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form).ShouldBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    }

    [Fact]
    public async Task The_webhook_and_the_upgrade_are_signed_over_the_urls_that_Twilio_knows()
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.Twiml["/voice"] = "<Response><Connect><Stream url=\"wss://public.example/media\"/></Connect></Response>";
        server.OnStream = stream => stream.CloseAsync();
        SimulatedTwilioOptions options = server.Options with
        {
            SignedWebhookUrl = new Uri("https://public.example/voice"),
            ConnectTo = url => url.Scheme == "wss" ? new Uri($"ws://{server.Host}{url.AbsolutePath}") : url,
            Headers = new Dictionary<string, string> { ["X-Forwarded-Proto"] = "https" },
        };

        await new SimulatedTwilio(options).CallAsync(new CallPlan(), TestContext.Current.CancellationToken).Within();

        (string _, Dictionary<string, string> form, string signature) = server.Posts.Single();
        IEnumerable<string> sorted = form.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + pair.Value);
        signature.ShouldBe(ByHand("https://public.example/voice" + string.Concat(sorted)));
        (string path, string upgrade, string forwarded) = server.Upgrades.Single();
        path.ShouldBe("/media");
        upgrade.ShouldBe(ByHand("wss://public.example/media"));
        forwarded.ShouldBe("https");
    }

    [Theory]
    [InlineData(SignedUrlForm.Http, "http://")]
    [InlineData(SignedUrlForm.TrailingSlash, "ws://")]
    public async Task Other_forms_of_the_url_can_be_signed(SignedUrlForm form, string scheme)
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.OnStream = stream => stream.CloseAsync();
        await new SimulatedTwilio(server.Options with { StreamSignature = form })
            .CallAsync(new CallPlan(), TestContext.Current.CancellationToken).Within();

        string end = form == SignedUrlForm.TrailingSlash ? "/" : "";
        server.Upgrades.Single().Signature.ShouldBe(ByHand($"{scheme}{server.Host}/media{end}"));
    }

    [Theory]
    [InlineData(SignatureFault.Missing)]
    [InlineData(SignatureFault.Wrong)]
    public async Task Signatures_can_be_missing_or_wrong(SignatureFault fault)
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.OnStream = stream => stream.CloseAsync();
        var plan = new CallPlan { Faults = new CallFaults { WebhookSignature = fault, StreamSignature = fault } };
        await new SimulatedTwilio(server.Options).CallAsync(plan, TestContext.Current.CancellationToken).Within();

        foreach (string signature in new[] { server.Posts.Single().Signature, server.Upgrades.Single().Signature })
        {
            (signature.Length == 0).ShouldBe(fault == SignatureFault.Missing);
        }

        server.Upgrades.Single().Signature.ShouldNotBe(ByHand($"ws://{server.Host}/media"));
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "Twilio signs with SHA-1.")]
    private static string ByHand(string text) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes("secret"), Encoding.UTF8.GetBytes(text)));
}
