using System.Buffers;
using System.Text;
using System.Text.Json;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Tests.Fixtures;
using AgenticAi.Realtime.Tests.Schema;

namespace AgenticAi.Realtime.Tests.Events;

public sealed class ServerEventReaderTests
{
    private static readonly SessionInfo Session = new(
        "sess_A1", "gpt-realtime-2.1", DateTimeOffset.FromUnixTimeSeconds(1793613000), "audio/pcm", "audio/pcm");

    private static readonly ConversationItem Call =
        new("item_F1", "function_call") { Status = "completed", CallId = "call_1", Name = "dial" };

    public static TheoryData<string, ServerEvent> Expected => new()
    {
        { "session.created", new SessionCreated(Session) },
        { "session.updated", new SessionUpdated(Session with { InputFormat = "audio/pcmu", OutputFormat = "audio/pcmu" }) },
        { "input_audio_buffer.speech_started", new SpeechStarted("item_U1", 1284) },
        { "input_audio_buffer.speech_stopped", new SpeechStopped("item_U1", 3072) },
        { "input_audio_buffer.committed", new InputAudioCommitted("item_U1", "item_S0") },
        { "input_audio_buffer.cleared", new InputAudioCleared() },
        { "input_audio_buffer.timeout_triggered", new IdleTimeoutTriggered("item_U9", 13216, 19232) },
        {
            "conversation.item.added", new ConversationItemAdded(
                new ConversationItem("item_U1", "message") { Status = "completed", Role = "user", Text = "hi there" }, null)
        },
        {
            "conversation.item.done", new ConversationItemDone(
                new ConversationItem("item_M1", "message")
                {
                    Status = "completed", Role = "assistant", Transcript = "Hello! Who is calling?",
                },
                "item_U1")
        },
        { "conversation.item.truncated", new ConversationItemTruncated("item_M1", 0, 1500) },
        { "conversation.item.deleted", new ConversationItemDeleted("item_M1") },
        { "conversation.item.retrieved", new ConversationItemRetrieved(Call with { Arguments = "{\"who\":\"Ann\"}" }) },
        { "conversation.item.input_audio_transcription.delta", new InputTranscriptionDelta("item_U1", 0, "Call") },
        {
            "conversation.item.input_audio_transcription.completed", new InputTranscriptionCompleted(
                "item_U1",
                0,
                "Call John Smith — über 5 o’clock.",
                new TranscriptionUsage { TotalTokens = 22, InputTokens = 13, InputTextTokens = 1, InputAudioTokens = 12, OutputTokens = 9 })
        },
        {
            "conversation.item.input_audio_transcription.failed",
            new InputTranscriptionFailed("item_U1", "audio_unintelligible", "The audio could not be transcribed.")
        },
        {
            "response.created", new ResponseCreated("resp_1")
            {
                ConversationId = "conv_1", Metadata = new Dictionary<string, string> { ["purpose"] = "greeting" },
            }
        },
        {
            "response.done", new ResponseDone(
                "resp_1",
                "cancelled",
                "turn_detected",
                null,
                new RealtimeUsage
                {
                    TotalTokens = 253,
                    InputTokens = 132,
                    InputTextTokens = 119,
                    InputAudioTokens = 11,
                    InputImageTokens = 2,
                    CachedTokens = 64,
                    CachedTextTokens = 60,
                    CachedAudioTokens = 3,
                    CachedImageTokens = 1,
                    OutputTokens = 121,
                    OutputTextTokens = 30,
                    OutputAudioTokens = 91,
                },
                [
                    new ConversationItem("item_M1", "message")
                    {
                        Status = "incomplete", Role = "assistant", Transcript = "Loud and clear.",
                    },
                    Call with { Arguments = "{}" },
                ])
            {
                ConversationId = "conv_1",
            }
        },
        {
            "response.output_item.added", new OutputItemAdded(
                "resp_1", 1, new ConversationItem("item_M1", "message") { Status = "in_progress", Role = "assistant" })
        },
        {
            "response.output_item.done", new OutputItemDone(
                "resp_1",
                1,
                new ConversationItem("item_O1", "function_call_output") { Status = "completed", CallId = "call_1", Output = "done" })
        },
        { "response.output_audio.done", new OutputAudioDone("resp_1", "item_M1", 1, 2) },
        { "response.output_audio_transcript.delta", new OutputTranscriptDelta("resp_1", "item_M1", 0, "Loud ") },
        { "response.output_audio_transcript.done", new OutputTranscriptDone("resp_1", "item_M1", 0, "Loud and clear.") },
        { "response.output_text.done", new OutputTextDone("resp_1", "item_M1", 0, "Loud and clear.") },
        {
            "response.function_call_arguments.done",
            new FunctionCallArgumentsDone("resp_1", "item_F1", "call_1", "dial", "{\"who\":\"Ann\"}")
        },
        {
            "rate_limits.updated",
            new RateLimitsUpdated([new RateLimit("requests", 1000, 999, 60), new RateLimit("tokens", 50000, 49950, 0.5)])
        },
        {
            "error", new ErrorReceived(
                "invalid_request_error",
                "invalid_value",
                "Audio content of 900ms is already shorter than 1200ms",
                "audio_end_ms",
                "cut_7")
        },
    };

    public static TheoryData<string> SampleNames => [.. Samples.Names];

    [Theory]
    [MemberData(nameof(Expected), DisableDiscoveryEnumeration = true)]
    public void Each_event_is_read_whole(string sample, ServerEvent expected) =>
        Samples.Print(Read(Samples.Read(sample)).Event).ShouldBe(Samples.Print(expected));

    [Fact]
    public void Each_event_has_a_sample() => Samples.Names.ShouldBe(
        [.. Expected.Select(row => row.Data.Item1).Append("response.output_audio.delta").Order(StringComparer.Ordinal)]);

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Each_sample_is_as_the_description_says(string sample)
    {
        JsonElement message = JsonElement.Parse(Samples.Read(sample));
        JsonSchema.Load(Samples.Schema, closed: false).Validate("RealtimeServerEvent", message).ShouldBeEmpty();
    }

    [Fact]
    public void No_event_of_the_description_is_unknown()
    {
        JsonSchema schema = JsonSchema.Load(Samples.Schema, closed: false);
        foreach (JsonElement option in schema.Definition("RealtimeServerEvent").GetProperty("anyOf").EnumerateArray())
        {
            JsonElement definition = schema.Definition(option.GetProperty("$ref").GetString()!.Split('/')[^1]);
            string type = definition.GetProperty("properties").GetProperty("type").GetProperty("enum")[0].GetString()!;
            try
            {
                ServerEvent? read = Read(Encoding.UTF8.GetBytes($$"""{"type":"{{type}}"}""")).Event;
                read.ShouldNotBeOfType<UnknownEvent>(type);
            }
            catch (RealtimeProtocolException error)
            {
                error.Message.ShouldStartWith(type);
            }
        }
    }

    [Fact]
    public void Audio_is_decoded_into_the_buffer()
    {
        (ServerEvent? read, AudioDelta delta, byte[] audio) = Read(Samples.Read("response.output_audio.delta"));
        read.ShouldBeNull();
        delta.ShouldBe(new AudioDelta("resp_1", "item_M1", 1, 2));
        audio.ShouldBe([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }

    [Theory]
    [InlineData("""{"delta":"\u0041AEC","output_index":0,"item_id":"i","response_id":"r","type":"response.output_audio.delta"}""")]
    [InlineData("""{ "response_id" : "r", "type" : "response.output_audio.delta", "item_id" : "i", "delta" : "AAEC", "new": {"a": 1} }""")]
    [InlineData("""{"type":"response.output_\u0061udio.delta","it\u0065m_id":"i","response_id":"r","delta":"AAEC","output_index":0.0}""")]
    public void Audio_is_read_in_any_order_and_spelling(string message)
    {
        (_, AudioDelta delta, byte[] audio) = Read(Encoding.UTF8.GetBytes(message));
        delta.ShouldBe(new AudioDelta("r", "i", 0, 0));
        audio.ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void A_slash_may_be_escaped()
    {
        string message = """{"type":"response.output_audio.delta","item_id":"i","response_id":"r","delta":"\/\/\u002B\/"}""";
        Read(Encoding.UTF8.GetBytes(message)).Audio.ShouldBe([0xFF, 0xFF, 0xBF]);
    }

    [Fact]
    public void Ids_that_change_are_told_apart_and_ids_that_repeat_are_the_same_string()
    {
        var reader = new ServerEventReader();
        AudioDelta first = Delta(reader, "r1", "i1");
        AudioDelta again = Delta(reader, "r1", "i1");
        AudioDelta next = Delta(reader, "r2", "i2");
        next.ShouldBe(new AudioDelta("r2", "i2", 0, 0));
        ReferenceEquals(first.ResponseId, again.ResponseId).ShouldBeTrue();
        ReferenceEquals(first.ItemId, again.ItemId).ShouldBeTrue();
    }

    [Fact]
    public void An_unknown_event_keeps_its_name_and_its_bytes()
    {
        byte[] message = """{"item":7,"type":"response.hologram.delta","delta":{"deep":[1,2]}}"""u8.ToArray();
        UnknownEvent unknown = Read(message).Event.ShouldBeOfType<UnknownEvent>();
        unknown.Type.ShouldBe("response.hologram.delta");
        unknown.Raw.ToArray().ShouldBe(message);
    }

    [Fact]
    public void A_known_event_that_nothing_needs_is_no_unknown_one() =>
        Read("""{"type":"response.content_part.added","part":{"type":"audio"}}"""u8).Event
            .ShouldBe(new IgnoredEvent("response.content_part.added"));

    [Fact]
    public void A_transcription_billed_by_time_tells_the_seconds() =>
        Read("""{"item_id":"i","usage":{"seconds":1.5},"type":"conversation.item.input_audio_transcription.completed"}"""u8).Event
            .ShouldBeOfType<InputTranscriptionCompleted>().Usage!.Seconds.ShouldBe(1.5);

    [Fact]
    public void A_failed_response_tells_the_error()
    {
        const string message =
            """
            {"type":"response.done","response":{"id":"r","status":"failed","status_details":{
                "type":"failed","error":{"type":"server_error","code":"insufficient_quota"}}}}
            """;
        Read(Encoding.UTF8.GetBytes(message)).Event.ShouldBeOfType<ResponseDone>().ErrorCode.ShouldBe("insufficient_quota");
    }

    [Fact]
    public void New_values_of_open_fields_are_no_error() =>
        Read("""{"type":"response.done","response":{"id":"r","status":"pondering","output":[{"id":"i","type":"hologram"}]}}"""u8)
            .Event.ShouldBeOfType<ResponseDone>().Status.ShouldBe("pondering");

    [Fact]
    public void A_field_of_another_sort_than_expected_counts_as_absent() =>
        Read("""{"type":"error","error":{"type":"server_error","code":17,"message":["a"],"param":{"b":1}}}"""u8).Event
            .ShouldBe(new ErrorReceived("server_error", null, "", null, null));

    private static AudioDelta Delta(ServerEventReader reader, string response, string item)
    {
        string message = $$"""{"type":"response.output_audio.delta","response_id":"{{response}}","item_id":"{{item}}","delta":"AA=="}""";
        reader.Read(Encoding.UTF8.GetBytes(message), new ArrayBufferWriter<byte>(), out AudioDelta delta).ShouldBeNull();
        return delta;
    }

    private static (ServerEvent? Event, AudioDelta Delta, byte[] Audio) Read(ReadOnlySpan<byte> message)
    {
        var audio = new ArrayBufferWriter<byte>();
        ServerEvent? read = new ServerEventReader().Read(message, audio, out AudioDelta delta);
        return (read, delta, audio.WrittenSpan.ToArray());
    }
}
