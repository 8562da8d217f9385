using System.Xml.Linq;
using AgenticAi.Twilio.TwiML;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Twilio.Tests.TwiML;

public class VoiceResponseTests
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8"?>""";
    private static readonly Uri Url = new("wss://voice.example.com/twilio/media-stream");

    private static readonly KeyValuePair<string, string>[] None = [];

    [Fact]
    public void A_stream_is_connected_with_its_parameters() => new VoiceResponse()
        .ConnectStream(Url, [KeyValuePair.Create("token", "p3Bw-_0"), KeyValuePair.Create("caller", "+14158675309")])
        .ToXml()
        .ShouldBe(
            Declaration + """<Response><Connect><Stream url="wss://voice.example.com/twilio/media-stream">"""
            + """<Parameter name="token" value="p3Bw-_0" /><Parameter name="caller" value="+14158675309" />"""
            + "</Stream></Connect></Response>");

    [Fact]
    public void Every_verb_is_written_in_order() => new VoiceResponse()
        .Say("Hello", language: "en-GB", voice: "Polly.Amy")
        .Say("Plain")
        .Redirect(new Uri("/twilio/voice?again=1&x=2#rc=5", UriKind.Relative))
        .Redirect(new Uri("https://example.com/again"))
        .Hangup()
        .ToString()
        .ShouldBe(
            Declaration + """<Response><Say voice="Polly.Amy" language="en-GB">Hello</Say><Say>Plain</Say>"""
            + """<Redirect method="POST">/twilio/voice?again=1&amp;x=2#rc=5</Redirect>"""
            + """<Redirect method="POST">https://example.com/again</Redirect><Hangup /></Response>""");

    [Fact]
    public void Without_verbs_the_response_is_empty() => new VoiceResponse().ToXml().ShouldBe(Declaration + "<Response />");

    [Fact]
    public void Markup_in_text_stays_text()
    {
        const string text = """</Say><Dial>+1900</Dial> & "quotes" 'too' ]]> <!-- -->""";
        XElement response = Parse(new VoiceResponse().Say(text).ConnectStream(Url, [KeyValuePair.Create("a\"><b", text)]));
        response.Elements().Count().ShouldBe(2);
        response.Element("Say")!.Value.ShouldBe(text);
        XElement parameter = response.Descendants("Parameter").ShouldHaveSingleItem();
        parameter.Attribute("name")!.Value.ShouldBe("a\"><b");
        parameter.Attribute("value")!.Value.ShouldBe(text);
    }

    [Theory]
    [InlineData("a\u0000b\u0008c\u001Fd", "abcd")]
    [InlineData("a\uFFFEb\uFFFFc", "abc")]
    [InlineData("\uD83C\uDFA7 stays", "\uD83C\uDFA7 stays")]
    [InlineData("tab\tline\nreturn\r\nstay", "tab\tline\nreturn\r\nstay")]
    [InlineData("grüße 最後", "grüße 最後")]
    public void What_xml_cannot_hold_is_left_out_and_all_else_kept(string text, string kept)
    {
        XElement response = Parse(new VoiceResponse().Say(text + "!").ConnectStream(Url, [KeyValuePair.Create("p", text)]));
        response.Element("Say")!.Value.ShouldBe(kept + "!");
        response.Descendants("Parameter").Single().Attribute("value")!.Value.ShouldBe(kept);
    }

    [Fact]
    public void Half_a_character_is_left_out()
    {
        string[] halves = ["a\uD83C", "a\uDFA7", "\uD83Ca", "\uDFA7a", "\uDFA7\uD83Ca", "\uD83C\uD83Ca"];
        foreach (string half in halves) Parse(new VoiceResponse().Say(half)).Element("Say")!.Value.ShouldBe("a");
        Parse(new VoiceResponse().Say("\uD83C\uD83C\uDFA7")).Element("Say")!.Value.ShouldBe("\uD83C\uDFA7");
    }

    [Fact]
    public void Any_text_gives_well_formed_xml() => Prop
        .ForAll(ArbMap.Default.ArbFor<char[]>(), characters =>
            Parse(new VoiceResponse().Say("!" + new string(characters))).Element("Say")!.Value.StartsWith('!'))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Name_and_value_of_a_parameter_stay_below_500_characters()
    {
        new VoiceResponse().ConnectStream(Url, [KeyValuePair.Create("name", new string('v', 495))]);
        Should.Throw<ArgumentException>(() => new VoiceResponse().ConnectStream(Url, [KeyValuePair.Create("name", new string('v', 496))]))
            .Message.ShouldBe("Parameter 'name' has 500 characters in name and value; Twilio takes fewer than 500.");
        Should.Throw<ArgumentException>(() => new VoiceResponse().ConnectStream(Url, [KeyValuePair.Create("", "v")]));
    }

    [Theory]
    [InlineData("wss://example.com/stream?token=1", "must not have a query string")]
    [InlineData("wss://example.com/stream#part", "must not have a query string")]
    [InlineData("https://example.com/stream", "must be absolute and begin with wss://, not 'https://example.com/stream'")]
    [InlineData("/stream", "must be absolute and begin with wss://")]
    public void A_url_that_twilio_would_refuse_is_refused_here(string url, string why) =>
        Should.Throw<ArgumentException>(() => new VoiceResponse().ConnectStream(new Uri(url, UriKind.RelativeOrAbsolute), None))
            .Message.ShouldContain(why);

    [Theory]
    [InlineData("ws://127.0.0.1:40000/twilio/media-stream", "ws://127.0.0.1:40000/twilio/media-stream")]
    [InlineData("wss://Voice.Example.com:443/a%20b", "wss://voice.example.com/a%20b")]
    public void A_stream_url_is_written_in_its_canonical_form(string url, string written) =>
        Parse(new VoiceResponse().ConnectStream(new Uri(url), None))
            .Descendants("Stream").Single().Attribute("url")!.Value.ShouldBe(written);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void There_must_be_something_to_say(string text) => Should.Throw<ArgumentException>(() => new VoiceResponse().Say(text));

    private static XElement Parse(VoiceResponse response) =>
        XDocument.Parse(response.ToXml(), LoadOptions.PreserveWhitespace).Root.ShouldNotBeNull();
}
