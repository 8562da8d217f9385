using System.Text;
using AgenticAi.Twilio.MediaStreams;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Twilio.Tests.MediaStreams;

public class MalformedMessageTests
{
    private const string Number = "it must be a whole number from 0, as string or number.";

    [Theory]
    [InlineData("", "'(unknown)': the message is not valid JSON at line 1, byte 1.")]
    [InlineData("""{"event":"media" """, "'(unknown)': the message is not valid JSON at line 1, byte 18.")]
    [InlineData("{\n\"event\":,}", "'(unknown)': the message is not valid JSON at line 2, byte 9.")]
    [InlineData("""{"event":"stop","stop":{}}{}""", "'(unknown)': the message is not valid JSON at line 1, byte 27.")]
    [InlineData("[]", "'(unknown)': the message must be a JSON object.")]
    [InlineData("{}", "'(unknown)': event is missing.")]
    [InlineData("""{"event":7}""", "'(unknown)': event must be a string.")]
    [InlineData("""{"event":"media","sequenceNumber":"x1"}""", "'(unknown)': sequenceNumber is 'x1', but " + Number)]
    [InlineData("""{"event":"media","sequenceNumber":-1}""", "'(unknown)': sequenceNumber is '-1', but " + Number)]
    [InlineData("""{"event":"media"}""", "'media': media is missing.")]
    [InlineData("""{"event":"media","media":"x"}""", "'media': media must be an object.")]
    [InlineData("""{"event":"media","media":{}}""", "'media': media.payload is missing.")]
    [InlineData("""{"event":"media","media":{"payload":null}}""", "'media': media.payload must be a string.")]
    [InlineData("""{"event":"media","media":{"payload":"/v/+fX8"}}""",
        "'media': media.payload (7 characters) must be base64 with padding.")]
    [InlineData("""{"event":"media","media":{"payload":"/v/+_-=="}}""",
        "'media': media.payload (8 characters) must be base64 with padding.")]
    [InlineData("""{"event":"media","media":{"payload":"/w==","chunk":"1 "}}""", "'media': media.chunk is '1 ', but " + Number)]
    [InlineData("""{"event":"media","media":{"payload":"/w==","timestamp":1.5}}""", "'media': media.timestamp is '1.5', but " + Number)]
    [InlineData("""{"event":"media","media":{"payload":"/w==","timestamp":{}}}""",
        "'media': media.timestamp is 'StartObject', but " + Number)]
    [InlineData("""{"event":"media","media":{"payload":"/w==","timestamp":"9223372036854775808"}}""",
        "'media': media.timestamp is '9223372036854775808', but " + Number)]
    [InlineData("""{"event":"media","media":{"payload":"/w==","track":"both"}}""",
        "'media': media.track is 'both', but it must be 'inbound' or 'outbound'.")]
    [InlineData("""{"event":"media","media":{"payload":"/w==","track":1}}""", "'media': media.track must be a string.")]
    [InlineData("""{"event":"start"}""", "'start': start is missing.")]
    [InlineData("""{"event":"start","start":[]}""", "'start': start must be an object.")]
    [InlineData("""{"event":"start","start":{"callSid":"CA1"}}""", "'start': streamSid is missing.")]
    [InlineData("""{"event":"start","start":{"streamSid":"","callSid":"CA1"}}""", "'start': start.streamSid must not be empty.")]
    [InlineData("""{"event":"start","start":{"streamSid":"MZ1"}}""", "'start': start.callSid is missing.")]
    [InlineData("""{"event":"start","start":{"streamSid":"MZ1","callSid":5}}""", "'start': start.callSid must be a string.")]
    [InlineData("""{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","tracks":"inbound"}}""",
        "'start': start.tracks must be an array.")]
    [InlineData("""{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","customParameters":{"a":{}}}}""",
        "'start': start.customParameters.a must be a string.")]
    [InlineData(
        """{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","mediaFormat":{"encoding":"x","sampleRate":"fast","channels":1}}}""",
        "'start': start.mediaFormat.sampleRate is 'fast', but it must be a whole number from 0.")]
    [InlineData("""{"event":"dtmf","dtmf":{}}""", "'dtmf': dtmf.digit is missing.")]
    [InlineData("""{"event":"mark"}""", "'mark': mark is missing.")]
    [InlineData("""{"event":"mark","mark":"m"}""", "'mark': mark must be an object.")]
    [InlineData("""{"event":"mark","mark":{"other":{"name":"m"}}}""", "'mark': mark.name is missing.")]
    [InlineData("""{"event":"mark","mark":{"name":7}}""", "'mark': mark.name must be a string.")]
    [InlineData("""{"event":"mark","mark":{"name":""}}""", "'mark': mark.name must not be empty.")]
    [InlineData("""{"event":"stop"}""", "'stop': stop is missing.")]
    [InlineData("""{"event":"mark","mark":{"name":"\ud800"}}""", "'mark': the message holds text that is not valid Unicode.")]
    [InlineData("""{"event":"\udc00"}""", "'(unknown)': the message holds text that is not valid Unicode.")]
    public void The_error_says_what_is_wrong(string json, string text) =>
        Should.Throw<TwilioProtocolException>(() => Read(Encoding.UTF8.GetBytes(json))).Message.ShouldBe("Twilio message " + text);

    [Fact]
    public void Bytes_that_are_not_utf8_are_an_error()
    {
        byte[] name = [.. "{\"event\":\"mark\",\"mark\":{\"name\":\""u8, 0xC3, 0x28, .. "\"}}"u8];
        Should.Throw<TwilioProtocolException>(() => Read(name));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(10_000)]
    public void A_number_of_any_length_is_an_error(int digits)
    {
        string json = $$$"""{"event":"media","media":{"chunk":"{{{new string('9', digits)}}}","payload":""}}""";
        Should.Throw<TwilioProtocolException>(() => Read(Encoding.UTF8.GetBytes(json))).Message.ShouldEndWith(Number);
    }

    [Fact]
    public void Values_in_errors_are_short_and_cannot_forge_lines_of_a_log()
    {
        string json = $$$"""{"event":"media","media":{"track":"{{{new string('t', 5000)}}}","payload":""}}""";
        Should.Throw<TwilioProtocolException>(() => Read(Encoding.UTF8.GetBytes(json))).Message.Length.ShouldBeLessThan(200);

        string forged =
            "{\"event\":\"start\",\"start\":{\"streamSid\":\"MZ1\",\"callSid\":\"CA1\",\"customParameters\":{\"a\\nERROR\":{}}}}";
        Should.Throw<TwilioProtocolException>(() => Read(Encoding.UTF8.GetBytes(forged))).Message.ShouldNotContain('\n');
    }

    [Fact]
    public void The_audio_is_never_in_the_text()
    {
        const string secret = "SecretSecretSecret";
        string[] bad =
        [
            $$$"""{"event":"media","media":{"payload":"{{{secret}}}!"}}""",
            $$$"""{"event":"media","media":{"payload":"{{{secret}}}"x}}""",
            $$$"""{"event":"media","media":{"payload":{{{secret}}}}}""",
            $$$"""{"event":"media","media":{"payload":"{{{secret}}}""",
        ];
        foreach (string json in bad)
        {
            var error = Should.Throw<TwilioProtocolException>(() => Read(Encoding.UTF8.GetBytes(json)));
            error.ToString().ShouldNotContain(secret);
        }
    }

    [Fact]
    public void Nested_beyond_reason_is_an_error()
    {
        string json = """{"event":"media","x":""" + string.Concat(Enumerable.Repeat("[", 100_000));
        Should.Throw<TwilioProtocolException>(() => Read(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Prop
        .ForAll(ArbMap.Default.ArbFor<byte[]>(), ReadsOrRefuses)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_damage_to_a_message_is_read_or_refused()
    {
        Gen<byte[]> damaged =
            from name in Gen.Elements(Fixture.FromTwilio)
            let message = Fixture.ReceivedBytes(name)
            from at in Gen.Choose(0, message.Length - 1)
            from removed in Gen.Choose(0, Math.Min(4, message.Length - at))
            from put in Gen.Elements("", "\"", "{", "}", ",", ":", "\\", "\\u00", "0", "-", "null", "\u0000", "é", "\\ud800")
            from wild in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(1)
            from useWild in Gen.Elements(true, false)
            select (byte[])[.. message[..at], .. useWild ? wild : Encoding.UTF8.GetBytes(put), .. message[(at + removed)..]];
        Prop.ForAll(damaged.ToArbitrary(), ReadsOrRefuses).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    private static bool ReadsOrRefuses(byte[] bytes)
    {
        try
        {
            Read(bytes);
        }
        catch (TwilioProtocolException)
        {
            // Refused.
        }

        return true;
    }

    private static void Read(byte[] utf8) => MediaStreamReader.Read(utf8, new byte[200], out _);
}
