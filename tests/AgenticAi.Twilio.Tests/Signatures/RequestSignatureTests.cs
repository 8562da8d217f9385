using AgenticAi.Twilio.Signatures;

namespace AgenticAi.Twilio.Tests.Signatures;

/// <summary>The signatures are those of Twilio's documentation and of the tests of its libraries.</summary>
public class RequestSignatureTests
{
    private const string Token = "12345";
    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string Signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

    private static readonly KeyValuePair<string, string>[] Form = FormOf("+14158675309");

    [Theory]
    [InlineData("+14158675309", Signature)]
    [InlineData("+12349013030", "0/KCTR6DLpKmkAf8muzZqo1nDgQ=")]
    public void The_documented_requests_have_the_documented_signatures(string caller, string signature)
    {
        RequestSignature.Compute(Token, Url, FormOf(caller)).ShouldBe(signature);
        RequestSignature.IsValid(Token, Url, FormOf(caller), signature).ShouldBeTrue();
    }

    [Fact]
    public void The_order_of_parameters_means_nothing() =>
        RequestSignature.IsValid(Token, Url, Form.Reverse(), Signature).ShouldBeTrue();

    [Theory]
    [InlineData("5678", "1234")]
    [InlineData("1234", "5678", "1234")]
    public void Repeated_parameters_count_once_a_value_and_sorted(params string[] digits)
    {
        KeyValuePair<string, string>[] form =
        [
            KeyValuePair.Create("Sid", "CA123"), KeyValuePair.Create("SidAccount", "AC123"),
            .. digits.Select(value => KeyValuePair.Create("Digits", value)),
        ];
        RequestSignature.IsValid(Token, Url, form, "IK+Dwps556ElfBT0I3Rgjkr1wJU=").ShouldBeTrue();
    }

    [Theory]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", Signature)]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", Signature)]
    [InlineData("http://mycompany.com:1234/myapp.php?foo=1&bar=2", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=")]
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4=")]
    public void The_port_may_be_signed_or_not(string url, string signature) =>
        RequestSignature.IsValid(Token, url, Form, signature).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8==")]
    [InlineData("rsoydt4t1cutdk1pdd93/vvr8b8=")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B9=")]
    public void Any_other_signature_is_refused(string? signature) =>
        RequestSignature.IsValid(Token, Url, Form, signature).ShouldBeFalse();

    [Fact]
    public void Any_other_request_is_refused()
    {
        RequestSignature.IsValid("12346", Url, Form, Signature).ShouldBeFalse();
        RequestSignature.IsValid(Token, Url + "3", Form, Signature).ShouldBeFalse();
        RequestSignature.IsValid(Token, Url.Replace("https", "http", StringComparison.Ordinal), Form, Signature).ShouldBeFalse();
        RequestSignature.IsValid(Token, Url, [.. Form, KeyValuePair.Create("Extra", "1")], Signature).ShouldBeFalse();
        RequestSignature.IsValid(Token, Url, Form[1..], Signature).ShouldBeFalse();
    }

    [Theory]
    [InlineData("wss://voice.example.com/twilio/media-stream")]
    [InlineData("wss://voice.example.com/twilio/media-stream/")]
    [InlineData("wss://voice.example.com:443/twilio/media-stream")]
    [InlineData("https://voice.example.com/twilio/media-stream")]
    [InlineData("https://voice.example.com/twilio/media-stream/")]
    [InlineData("https://voice.example.com:443/twilio/media-stream/")]
    public void An_upgrade_is_valid_whichever_form_of_the_url_was_signed_and_whichever_is_configured(string signed)
    {
        string signature = RequestSignature.Compute(Token, signed, []);
        string[] configured =
        [
            "https://voice.example.com/twilio/media-stream", "wss://voice.example.com/twilio/media-stream/",
            "wss://voice.example.com:443/twilio/media-stream", "https://Voice.Example.com/twilio/media-stream",
        ];
        foreach (string url in configured) RequestSignature.IsValidForWebSocket(Token, url, signature).ShouldBeTrue(url);
    }

    [Theory]
    [InlineData("ws://127.0.0.1:8080/stream", "ws://127.0.0.1:8080/stream")]
    [InlineData("http://127.0.0.1:8080/stream", "ws://127.0.0.1:8080/stream")]
    [InlineData("ws://[::1]:8080/stream", "http://[::1]:8080/stream/")]
    [InlineData("wss://user:pass@example.com", "wss://user:pass@example.com/")]
    [InlineData("wss://example.com/", "wss://example.com")]
    [InlineData("wss://example.com/s?a=1", "wss://example.com/s/?a=1")]
    [InlineData("wss://[::1]/stream", "wss://[::1]:443/stream")]
    [InlineData("ws://example.com/stream", "ws://example.com:80/stream")]
    public void The_forms_keep_host_port_and_query_apart(string configured, string signed) =>
        RequestSignature.IsValidForWebSocket(Token, configured, RequestSignature.Compute(Token, signed, [])).ShouldBeTrue();

    [Theory]
    [InlineData("ws://voice.example.com/twilio/media-stream")]
    [InlineData("http://voice.example.com/twilio/media-stream")]
    [InlineData("wss://voice.example.com/twilio/media-strea")]
    [InlineData("wss://voice.example.com.evil.com/twilio/media-stream")]
    [InlineData("wss://voice.example.com/Twilio/media-stream")]
    public void An_upgrade_signed_for_another_place_is_refused(string signed) => RequestSignature
        .IsValidForWebSocket(Token, "wss://voice.example.com/twilio/media-stream", RequestSignature.Compute(Token, signed, []))
        .ShouldBeFalse();

    [Fact]
    public void An_upgrade_without_a_signature_is_refused()
    {
        RequestSignature.IsValidForWebSocket(Token, "wss://example.com/s", null).ShouldBeFalse();
        RequestSignature.IsValidForWebSocket(Token, "wss://example.com/s", "").ShouldBeFalse();
    }

    [Fact]
    public void A_key_is_needed_and_an_absolute_url()
    {
        Should.Throw<ArgumentException>(() => RequestSignature.IsValid("", Url, Form, Signature));
        Should.Throw<ArgumentException>(() => RequestSignature.IsValidForWebSocket("", Url, Signature));
        Should.Throw<ArgumentException>(() => RequestSignature.IsValid(Token, "/myapp.php", Form, Signature));
    }

    private static KeyValuePair<string, string>[] FormOf(string caller) =>
    [
        KeyValuePair.Create("Digits", "1234"),
        KeyValuePair.Create("CallSid", "CA1234567890ABCDE"),
        KeyValuePair.Create("To", "+18005551212"),
        KeyValuePair.Create("Caller", caller),
        KeyValuePair.Create("From", caller),
    ];
}
