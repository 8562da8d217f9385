using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Tests.Fixtures;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Realtime.Tests.Events;

public sealed class BadServerMessageTests
{
    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("hello", "not JSON")]
    [InlineData("{\"type\":\"error\"", "not JSON")]
    [InlineData("{\"type\":\"input_audio_buffer.cleared\"} {}", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("\"type\"", "not a JSON object")]
    [InlineData("{}", "no type")]
    [InlineData("{\"type\":5}", "no type")]
    [InlineData("{\"type\":\"error\"}", "error: Error is missing")]
    [InlineData("{\"type\":\"session.created\",\"session\":[]}", "session.created: Session is missing")]
    [InlineData("{\"type\":\"input_audio_buffer.speech_started\",\"item_id\":\"i\"}", "speech_started: AudioStartMs is missing")]
    [InlineData("{\"type\":\"conversation.item.added\",\"item\":{\"type\":\"message\"}}", "an item with an id is missing")]
    [InlineData("{\"type\":\"response.done\",\"response\":{}}", "response.done: Id is missing")]
    [InlineData("{\"type\":\"response.output_audio.delta\",\"item_id\":\"i\",\"response_id\":\"r\"}", "without response_id, item_id or")]
    [InlineData("{\"type\":\"response.output_audio.delta\",\"item_id\":\"i\",\"response_id\":\"r\",\"delta\":\"A*==\"}", "not base64")]
    [InlineData("{\"type\":\"response.output_audio.delta\",\"item_id\":\"i\",\"response_id\":\"r\",\"delta\":\"AAA\"}", "not base64")]
    [InlineData("{\"type\":\"error\",\"error\":{\"\\ud800\":1}}", "not Unicode")]
    public void The_message_says_what_is_wrong(string message, string expected) =>
        Refuse(Encoding.UTF8.GetBytes(message)).Message.ShouldContain(expected);

    [Theory]
    [InlineData("Good \\ud83d morning", "Good \uFFFD morning")]
    [InlineData("\\ude00", "\uFFFD")]
    [InlineData("\\ud83d\\ude00 and \\ud83d\\n\\\"\\u00e9\\/", "\U0001F600 and \uFFFD\n\"\u00e9/")]
    public void Half_of_a_surrogate_pair_costs_no_more_than_itself(string escaped, string text)
    {
        string type = "conversation.item.input_audio_transcription.completed";
        byte[] message = Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","item_id":"i","content_index":0,"transcript":"{{escaped}}"}""");
        new ServerEventReader().Read(message, new ArrayBufferWriter<byte>(), out _)
            .ShouldBe(new InputTranscriptionCompleted("i", 0, text, null));
    }

    [Fact]
    public void A_byte_that_is_not_UTF_8_costs_no_more_than_itself()
    {
        byte[] message = [.. "{\"type\":\"response.output_audio_transcript.delta\",\"response_id\":\"r\",\"item_id\":\"i\",\"delta\":\"a"u8, 0xFF, .. "b\"}"u8];
        new ServerEventReader().Read(message, new ArrayBufferWriter<byte>(), out _)
            .ShouldBe(new OutputTranscriptDelta("r", "i", 0, "a\uFFFDb"));
    }

    [Fact]
    public void The_message_does_not_quote_what_was_said() =>
        Refuse("""{"type":"input_audio_buffer.speech_started","secret":"PIN 4711"}"""u8.ToArray()).ToString().ShouldNotContain("4711");

    [Fact]
    public void Half_audio_is_not_handed_out()
    {
        var audio = new ArrayBufferWriter<byte>();
        byte[] message = """{"type":"response.output_audio.delta","item_id":"i","response_id":"r","delta":"AAEC" """u8.ToArray();
        Should.Throw<RealtimeProtocolException>(() => new ServerEventReader().Read(message, audio, out _));
        audio.WrittenCount.ShouldBe(0);
    }

    [Fact]
    public void Every_beginning_of_a_message_is_refused()
    {
        foreach (string name in Samples.Names)
        {
            byte[] message = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Samples.Read(name)).TrimEnd());
            for (int length = 0; length < message.Length; length++) Refuse(message[..length]);
        }
    }

    [Fact]
    public void Garbage_is_refused_and_nothing_worse() => Prop
        .ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => ReadsOrRefuses(bytes))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_message_with_bytes_changed_is_read_or_refused_and_nothing_worse() => Prop
        .ForAll(ArbMap.Default.ArbFor<(NonNegativeInt Sample, NonNegativeInt Place, byte Value)[]>(), changes =>
        {
            byte[] message = Samples.Read(Samples.Names[changes.Length % Samples.Names.Count]);
            foreach ((NonNegativeInt sample, NonNegativeInt place, byte value) in changes)
                message[(sample.Get + (place.Get * 31)) % message.Length] = value;
            return ReadsOrRefuses(message);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void The_order_of_properties_means_nothing() => Prop
        .ForAll(ArbMap.Default.ArbFor<(NonNegativeInt Sample, int Seed)>(), choice =>
        {
            byte[] message = Samples.Read(Samples.Names[choice.Sample.Get % Samples.Names.Count]);
            byte[] shuffled = Shuffle(message, new System.Random(choice.Seed));
            (ServerEvent? read, AudioDelta delta, byte[] audio) = Read(shuffled);
            (ServerEvent? expected, AudioDelta expectedDelta, byte[] expectedAudio) = Read(message);
            Samples.Print(read).ShouldBe(Samples.Print(expected));
            delta.ShouldBe(expectedDelta);
            audio.ShouldBe(expectedAudio);
        })
        .QuickCheckThrowOnFailure();

    private static byte[] Shuffle(byte[] message, System.Random random)
    {
        JsonNode node = JsonNode.Parse(message)!;
        return JsonSerializer.SerializeToUtf8Bytes(Shuffle(node, random));
    }

    private static JsonNode? Shuffle(JsonNode? node, System.Random random)
    {
        if (node is JsonArray array) return new JsonArray([.. array.Select(item => Shuffle(item, random))]);
        if (node is not JsonObject properties) return node?.DeepClone();
        KeyValuePair<string, JsonNode?>[] order = [.. properties];
        random.Shuffle(order);
        return new JsonObject(order.Select(pair => KeyValuePair.Create(pair.Key, Shuffle(pair.Value, random))));
    }

    private static (ServerEvent? Event, AudioDelta Delta, byte[] Audio) Read(byte[] message)
    {
        var audio = new ArrayBufferWriter<byte>();
        ServerEvent? read = new ServerEventReader().Read(message, audio, out AudioDelta delta);
        return (read, delta, audio.WrittenSpan.ToArray());
    }

    private static bool ReadsOrRefuses(byte[] message)
    {
        try
        {
            Read(message);
        }
        catch (RealtimeProtocolException)
        {
            // The one exception that may leave the reader.
        }

        return true;
    }

    private static RealtimeProtocolException Refuse(byte[] message) => Should.Throw<RealtimeProtocolException>(() => Read(message));
}
