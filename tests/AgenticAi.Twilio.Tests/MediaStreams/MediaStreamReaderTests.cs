using System.Text;
using AgenticAi.Twilio.MediaStreams;
using AgenticAi.WebSockets.Tests;

namespace AgenticAi.Twilio.Tests.MediaStreams;

public class MediaStreamReaderTests
{
    public static TheoryData<string> Names => [.. Fixture.FromTwilio];

    [Fact]
    public void Connected_names_the_protocol() =>
        Read(Fixture.Received("connected")).ShouldBe(new Connected("Call", "1.0.0"));

    [Fact]
    public void Start_names_the_call_and_brings_the_parameters()
    {
        var start = Read(Fixture.Received("start")).ShouldBeOfType<StreamStarted>();
        start.StreamSid.ShouldBe(Fixture.StreamSid);
        start.AccountSid.ShouldBe(Fixture.AccountSid);
        start.CallSid.ShouldBe(Fixture.CallSid);
        start.Tracks.ShouldBe(["inbound"]);
        start.CustomParameters.ShouldBe(new Dictionary<string, string> { ["token"] = "p3Bw-_0", ["caller"] = "+14158675309" });
        start.MediaFormat.ShouldBe(new MediaFormat("audio/x-mulaw", 8000, 1));
    }

    [Fact]
    public void Media_is_decoded_into_the_given_buffer()
    {
        byte[] payload = new byte[100];
        MediaStreamReader.Read(Fixture.ReceivedBytes("media"), payload, out MediaFrame frame).ShouldBeNull();
        frame.ShouldBe(new MediaFrame(SequenceNumber: 3, Chunk: 1, TimestampMs: 5, IsOutboundTrack: true, PayloadBytes: 5));
        payload[..5].ShouldBe(Fixture.Audio);
    }

    [Fact]
    public void Dtmf_mark_and_stop_are_read()
    {
        Read(Fixture.Received("dtmf")).ShouldBe(new Dtmf("#", "inbound_track"));
        Read(Fixture.Received("mark")).ShouldBe(new MarkReached("item_7:160:2:41"));
        Read(Fixture.Received("stop")).ShouldBe(new Stopped(Fixture.AccountSid, Fixture.CallSid));
    }

    [Fact]
    public void An_unknown_event_stays_visible() =>
        Read("""{"event":"transcription","text":"x"}""")
            .ShouldBe(new UnknownMessage("transcription", """{"event":"transcription","text":"x"}"""));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_properties_means_nothing(string name)
    {
        object expected = Everything(Fixture.Received(name));
        foreach (string order in JsonOrders.Of(Fixture.Received(name))) Everything(order).ShouldBeEquivalentTo(expected, order);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Unknown_properties_and_white_space_mean_nothing(string name)
    {
        const string extra = """ "extra" : [ { "media" : { "payload" : 1 }, "event" : "stop" }, null, "}" ] """;
        string json = Fixture.Received(name);
        Everything($"\r\n\t {{{extra},{json[1..^1]},{extra}}} \n").ShouldBeEquivalentTo(Everything(json));
    }

    [Fact]
    public void Unknown_properties_of_media_mean_nothing() =>
        ReadMedia("""{"event":"media","media":{"codec":{"payload":"x"},"payload":"/v/+fX8=","gain":[1,{}]}}""").Payload
            .ShouldBe(Fixture.Audio);

    [Theory]
    [InlineData("7", 7)]
    [InlineData("\"7\"", 7)]
    [InlineData("\"\\u0037\"", 7)]
    [InlineData("0", 0)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("\"9223372036854775807\"", long.MaxValue)]
    public void Numbers_may_be_strings_or_numbers(string written, long expected)
    {
        string media = $$"""{"chunk":{{written}},"timestamp":{{written}},"payload":""}""";
        string json = $$"""{"event":"media","sequenceNumber":{{written}},"media":{{media}}}""";
        ReadMedia(json).Frame.ShouldBe(new MediaFrame(expected, expected, expected, false, 0));
    }

    [Fact]
    public void What_a_media_message_does_not_say_is_minus_one() =>
        ReadMedia("""{"event":"media","media":{"payload":"/w=="}}""").Frame.ShouldBe(new MediaFrame(-1, -1, -1, false, 1));

    [Fact]
    public void Escapes_are_understood_everywhere()
    {
        (MediaFrame frame, byte[] payload) = ReadMedia(
            """{"\u0065vent":"m\u0065dia","medi\u0061":{"tr\u0061ck":"out\u0062ound","p\u0061yload":"\/v\/\u002bfX8="}}""");
        frame.IsOutboundTrack.ShouldBeTrue();
        payload.ShouldBe(Fixture.Audio);
        Read("""{"event":"m\u0061rk","mark":{"name":"\"a\"\n"}}""").ShouldBe(new MarkReached("\"a\"\n"));
    }

    [Fact]
    public void Media_may_come_before_the_event_that_makes_sense_of_it()
    {
        ReadMedia("""{"media":{"payload":"/v/+fX8="},"event":"media"}""").Payload.ShouldBe(Fixture.Audio);
        Read("""{"media":{"payload":"not base64"},"mark":{"name":"m"},"event":"mark"}""").ShouldBe(new MarkReached("m"));
    }

    [Fact]
    public void Parameters_and_format_may_be_missing()
    {
        var start = Read("""{"event":"start","streamSid":"MZ1","start":{"callSid":"CA1"}}""").ShouldBeOfType<StreamStarted>();
        start.StreamSid.ShouldBe("MZ1");
        start.AccountSid.ShouldBe("");
        start.Tracks.ShouldBeEmpty();
        start.CustomParameters.ShouldBeEmpty();
        start.MediaFormat.ShouldBe(MediaFormat.Mulaw8000);
    }

    [Fact]
    public void Parameters_of_any_scalar_type_become_text()
    {
        const string json =
            """{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","customParameters":{"n":1.50,"b":true,"e":"","z":null}}}""";
        Read(json).ShouldBeOfType<StreamStarted>().CustomParameters
            .ShouldBe(new Dictionary<string, string> { ["n"] = "1.50", ["b"] = "true", ["e"] = "", ["z"] = "" });
    }

    [Fact]
    public void The_message_is_decoded_whatever_room_is_left_over_and_refused_when_there_is_too_little()
    {
        byte[] message = Encoding.UTF8.GetBytes("""{"event":"media","media":{"payload":"/v/+fX8="}}""");
        MediaStreamReader.Read(message, new byte[5], out MediaFrame frame);
        frame.PayloadBytes.ShouldBe(5);
        Should.Throw<TwilioProtocolException>(() => MediaStreamReader.Read(message, new byte[4], out _)).Message
            .ShouldBe("Twilio message 'media': media.payload (8 characters) holds more than the 4 bytes there is room for.");
    }

    [Fact]
    public void Reading_media_allocates_nothing_in_any_order_of_properties()
    {
        byte[] payload = new byte[1024];
        string audio = Convert.ToBase64String([.. Enumerable.Range(0, 160).Select(value => (byte)value)]);
        byte[] usual = Encoding.UTF8.GetBytes(Fixture.Received("media").Replace("/v/+fX8=", audio, StringComparison.Ordinal));
        byte[] reversed = Encoding.UTF8.GetBytes($$"""{"media":{"payload":"{{audio}}"},"sequenceNumber":7,"event":"media"}""");
        byte[] escaped = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(usual).Replace("/", "\\/", StringComparison.Ordinal));
        foreach (byte[] message in (byte[][])[usual, reversed, escaped])
            Allocations.Of(() => MediaStreamReader.Read(message, payload, out _)).ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Names_of_marks_may_have_any_length(int length)
    {
        string name = new('m', length);
        for (int i = 0; i < 2; i++) Read($$$"""{"event":"mark","mark":{"name":"{{{name}}}"}}""").ShouldBe(new MarkReached(name));
    }

    [Fact]
    public void Reading_a_mark_whose_name_has_come_before_allocates_nothing()
    {
        byte[] mark = Fixture.ReceivedBytes("mark");
        Allocations.Of(() => MediaStreamReader.Read(mark, [], out _)).ShouldBe(0);
    }

    /// <summary>All that reading brings, in one object.</summary>
    private static object Everything(string json)
    {
        byte[] payload = new byte[100];
        TwilioMessage? message = MediaStreamReader.Read(Encoding.UTF8.GetBytes(json), payload, out MediaFrame frame);
        return message ?? (object)new Tuple<MediaFrame, string>(frame, Convert.ToHexString(payload));
    }

    private static TwilioMessage Read(string json) =>
        MediaStreamReader.Read(Encoding.UTF8.GetBytes(json), new byte[1000], out _).ShouldNotBeNull();

    private static (MediaFrame Frame, byte[] Payload) ReadMedia(string json)
    {
        byte[] payload = new byte[1000];
        MediaStreamReader.Read(Encoding.UTF8.GetBytes(json), payload, out MediaFrame frame).ShouldBeNull();
        return (frame, payload[..frame.PayloadBytes]);
    }
}
