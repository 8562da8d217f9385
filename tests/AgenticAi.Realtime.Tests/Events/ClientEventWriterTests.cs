using System.Buffers;
using System.Text;
using System.Text.Json;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Tests.Fixtures;
using AgenticAi.Realtime.Tests.Schema;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Realtime.Tests.Events;

public sealed class ClientEventWriterTests
{
    private static readonly JsonSchema Description = JsonSchema.Load(Samples.Schema, closed: true);

    public static TheoryData<ClientEvent, string> Messages => new()
    {
        { new InputAudioCommit(), """{"type":"input_audio_buffer.commit"}""" },
        { new InputAudioClear { EventId = "e1" }, """{"type":"input_audio_buffer.clear","event_id":"e1"}""" },
        {
            new ItemCreate(new UserTextItem("Hi")),
            """{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}}"""
        },
        {
            new ItemCreate(new AssistantTextItem("Hi") { Id = "item_1" }, "root"),
            """{"type":"conversation.item.create","previous_item_id":"root","item":{"id":"item_1","type":"message","role":"assistant","""
            + "\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}}"
        },
        {
            new ItemCreate(new SystemTextItem("Hi")),
            """{"type":"conversation.item.create","item":{"type":"message","role":"system","content":"""
            + "[{\"type\":\"input_text\",\"text\":\"Hi\"}]}}"
        },
        {
            new ItemCreate(new FunctionCallItem("call_1", "dial", "{}")),
            """{"type":"conversation.item.create","item":{"type":"function_call","call_id":"call_1","name":"dial","arguments":"{}"}}"""
        },
        {
            new ItemCreate(new FunctionCallOutputItem("call_1", "done")),
            """{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"call_1","output":"done"}}"""
        },
        {
            new ItemTruncate("item_1", 0, 1234),
            """{"type":"conversation.item.truncate","item_id":"item_1","content_index":0,"audio_end_ms":1234}"""
        },
        { new ItemDelete("item_1"), """{"type":"conversation.item.delete","item_id":"item_1"}""" },
        { new ItemRetrieve("item_1"), """{"type":"conversation.item.retrieve","item_id":"item_1"}""" },
        { new ResponseCreate(), """{"type":"response.create","response":{}}""" },
        {
            new ResponseCreate
            {
                Instructions = "Say hello", InConversation = false, Metadata = new Dictionary<string, string> { ["a"] = "b" },
            },
            """{"type":"response.create","response":{"instructions":"Say hello","conversation":"none","metadata":{"a":"b"}}}"""
        },
        { new ResponseCancel(), """{"type":"response.cancel"}""" },
        { new ResponseCancel("resp_1"), """{"type":"response.cancel","response_id":"resp_1"}""" },
    };

    [Theory]
    [MemberData(nameof(Messages), DisableDiscoveryEnumeration = true)]
    public void Each_event_is_written_as_the_protocol_says(ClientEvent clientEvent, string expected)
    {
        Write(clientEvent).ShouldBe(expected);
        Validate(expected).ShouldBeEmpty();
    }

    [Fact]
    public void Every_event_that_can_be_written_is_valid_by_the_description() => Prop
        .ForAll(ArbMap.Default.ArbFor<int>(), seed => Validate(Write(new ClientEventSamples(seed).Next())).ShouldBeEmpty())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Every_session_that_can_be_written_is_valid_by_the_description() => Prop
        .ForAll(
            ArbMap.Default.ArbFor<int>(),
            seed => Validate(Write(new SessionUpdate(new ClientEventSamples(seed).Session()))).ShouldBeEmpty())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Any_text_comes_out_as_it_went_in() => Prop
        .ForAll(ArbMap.Default.ArbFor<UnicodeString>(), text =>
        {
            string written = Write(new ItemCreate(new UserTextItem(text.Get ?? "")));
            JsonElement content = JsonElement.Parse(written).GetProperty("item").GetProperty("content")[0];
            // Half a surrogate pair cannot be written in UTF-8.
            content.GetProperty("text").GetString().ShouldBe(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get ?? "")));
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_audio_comes_out_as_it_went_in() => Prop
        .ForAll(ArbMap.Default.ArbFor<byte[]>(), audio =>
        {
            var output = new ArrayBufferWriter<byte>();
            ClientEventWriter.WriteAppend(output, audio);
            string written = Encoding.UTF8.GetString(output.WrittenSpan);
            Validate(written).ShouldBeEmpty();
            JsonElement.Parse(written).GetProperty("audio").GetBytesFromBase64().ShouldBe(audio);
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void An_append_is_written_as_the_protocol_says()
    {
        var output = new ArrayBufferWriter<byte>();
        ClientEventWriter.WriteAppend(output, [0xFF, 0xEF, 0xBE]);
        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe("""{"type":"input_audio_buffer.append","audio":"/+++"}""");
    }

    [Fact]
    public void More_audio_than_the_server_takes_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() =>
        ClientEventWriter.WriteAppend(new ArrayBufferWriter<byte>(), new byte[ClientEventWriter.MaxAppendBytes + 1]));

    private static string Write(ClientEvent clientEvent)
    {
        var output = new ArrayBufferWriter<byte>();
        ClientEventWriter.Write(output, clientEvent);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static IReadOnlyList<string> Validate(string message) =>
        Description.Validate("RealtimeClientEvent", JsonElement.Parse(message));
}
