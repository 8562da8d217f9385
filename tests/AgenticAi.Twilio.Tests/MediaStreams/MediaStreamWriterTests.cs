using System.Buffers;
using System.Text;
using System.Text.Json;
using AgenticAi.Twilio.MediaStreams;
using AgenticAi.WebSockets;
using AgenticAi.WebSockets.Tests;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Twilio.Tests.MediaStreams;

public class MediaStreamWriterTests
{
    private readonly MediaStreamWriter _writer = new(Fixture.StreamSid);

    [Fact]
    public void The_messages_are_those_of_the_documentation()
    {
        Write(output => _writer.WriteMedia(output, Fixture.Audio)).ShouldBe(Fixture.Sent("media"));
        Write(output => _writer.WriteMark(output, "item_7:160:2:41")).ShouldBe(Fixture.Sent("mark"));
        Write(_writer.WriteClear).ShouldBe(Fixture.Sent("clear"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "Zg==")]
    [InlineData("fo", "Zm8=")]
    [InlineData("foo", "Zm9v")]
    [InlineData("foob", "Zm9vYg==")]
    [InlineData("fooba", "Zm9vYmE=")]
    [InlineData("foobar", "Zm9vYmFy")]
    public void Base64_is_that_of_rfc_4648(string bytes, string base64) =>
        Payload(Write(output => _writer.WriteMedia(output, Encoding.ASCII.GetBytes(bytes)))).GetString().ShouldBe(base64);

    [Fact]
    public void Audio_of_any_length_arrives_as_it_was() => Prop
        .ForAll(ArbMap.Default.ArbFor<byte[]>(), audio =>
            Payload(Write(output => _writer.WriteMedia(output, audio))).GetBytesFromBase64().AsSpan().SequenceEqual(audio))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(500));

    [Fact]
    public void What_is_written_can_be_read_back_at_every_length()
    {
        byte[] decoded = new byte[1000];
        for (int length = 0; length < 1000; length++)
        {
            byte[] audio = [.. Enumerable.Range(0, length).Select(value => (byte)(value * 31))];
            byte[] message = Encoding.UTF8.GetBytes(Write(output => _writer.WriteMedia(output, audio)));
            MediaStreamReader.Read(message, decoded, out MediaFrame frame).ShouldBeNull();
            decoded[..frame.PayloadBytes].ShouldBe(audio);
        }
    }

    [Fact]
    public void Names_of_any_text_arrive_as_they_were() => Prop
        .ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), name =>
        {
            string expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name.Get));
            JsonElement root = Parse(Write(output => _writer.WriteMark(output, name.Get)));
            return root.GetProperty("mark").GetProperty("name").GetString() == expected
                && root.GetProperty("streamSid").GetString() == Fixture.StreamSid;
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Theory]
    [InlineData("quote\" back\\slash \n\t\u0001 grüße 最後 🎧 \u2028 </script>")]
    public void A_stream_sid_that_needs_escaping_is_escaped(string streamSid)
    {
        var writer = new MediaStreamWriter(streamSid);
        string[] messages =
        [
            Write(output => writer.WriteMedia(output, Fixture.Audio)),
            Write(output => writer.WriteMark(output, streamSid)),
            Write(writer.WriteClear),
        ];
        foreach (string message in messages) Parse(message).GetProperty("streamSid").GetString().ShouldBe(streamSid);
    }

    [Fact]
    public void A_stream_and_a_mark_must_have_a_name()
    {
        Should.Throw<ArgumentException>(() => new MediaStreamWriter(""));
        Should.Throw<ArgumentException>(() => _writer.WriteMark(new ArrayBufferWriter<byte>(), ""));
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        using var output = new PooledBufferWriter();
        byte[] audio = new byte[800];
        Allocations.Of(() =>
        {
            output.Clear();
            _writer.WriteMedia(output, audio);
            _writer.WriteMark(output, "item_7:160:2:41 grüße");
            _writer.WriteClear(output);
        }).ShouldBe(0);
    }

    private static JsonElement Payload(string message) => Parse(message).GetProperty("media").GetProperty("payload");

    private static JsonElement Parse(string message) => JsonDocument.Parse(message).RootElement;

    private static string Write(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
