using System.Buffers;
using System.Text;
using System.Text.Json;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Realtime.Tests.Fixtures;

namespace AgenticAi.Realtime.Tests.Sessions;

public sealed class RealtimeSessionTests
{
    [Fact]
    public void The_defaults_are_the_ones_for_a_telephone_line() =>
        Write(new RealtimeSession()).ShouldBe(Encoding.UTF8.GetString(Samples.ReadClient("session.update")).TrimEnd());

    [Theory]
    [InlineData(RealtimeAudioFormat.Pcm16At24kHz, """{"type":"audio/pcm","rate":24000}""")]
    [InlineData(RealtimeAudioFormat.MuLaw, """{"type":"audio/pcmu"}""")]
    [InlineData(RealtimeAudioFormat.ALaw, """{"type":"audio/pcma"}""")]
    public void The_format_is_set_in_both_directions(RealtimeAudioFormat format, string expected)
    {
        JsonElement audio = Session(new RealtimeSession { Format = format }).GetProperty("audio");
        audio.GetProperty("input").GetProperty("format").GetRawText().ShouldBe(expected);
        audio.GetProperty("output").GetProperty("format").GetRawText().ShouldBe(expected);
    }

    [Theory]
    [InlineData("gpt-transcribe", """{"model":"gpt-transcribe","language":"en","keywords":["Ann","Oslo"]}""")]
    [InlineData("gpt-live-transcribe", """{"model":"gpt-live-transcribe","language":"en","keywords":["Ann","Oslo"]}""")]
    [InlineData("whisper-1", """{"model":"whisper-1","language":"en","prompt":"Ann, Oslo"}""")]
    [InlineData(
        "gpt-4o-transcribe",
        """{"model":"gpt-4o-transcribe","language":"en","prompt":"Expect these names and words: Ann, Oslo."}""")]
    public void Keywords_are_given_as_the_model_takes_them(string model, string expected)
    {
        var settings = new TranscriptionSettings { Model = model, Language = "en", Keywords = ["Ann", "Oslo"] };
        Input(new RealtimeSession { Transcription = settings }).GetProperty("transcription").GetRawText().ShouldBe(expected);
    }

    [Fact]
    public void Without_transcription_there_is_none() =>
        Input(new RealtimeSession { Transcription = null }).TryGetProperty("transcription", out _).ShouldBeFalse();

    [Theory]
    [InlineData(NoiseReduction.NearField, "near_field")]
    [InlineData(NoiseReduction.FarField, "far_field")]
    public void Noise_reduction_is_set(NoiseReduction reduction, string expected) =>
        Input(new RealtimeSession { NoiseReduction = reduction }).GetProperty("noise_reduction").GetProperty("type").GetString()
            .ShouldBe(expected);

    [Fact]
    public void Turn_detection_can_be_left_to_the_client() =>
        Input(new RealtimeSession { TurnDetection = null }).GetProperty("turn_detection").ValueKind.ShouldBe(JsonValueKind.Null);

    [Fact]
    public void Turn_detection_can_go_by_meaning() =>
        Input(new RealtimeSession { TurnDetection = new SemanticVad { Eagerness = Eagerness.High, InterruptResponse = false } })
            .GetProperty("turn_detection").GetRawText()
            .ShouldBe("""{"type":"semantic_vad","eagerness":"high","create_response":true,"interrupt_response":false}""");

    [Fact]
    public void The_idle_timeout_is_set_when_asked_for() =>
        Input(new RealtimeSession { TurnDetection = new ServerVad { IdleTimeoutMs = 6000 } })
            .GetProperty("turn_detection").GetProperty("idle_timeout_ms").GetInt32().ShouldBe(6000);

    [Fact]
    public void A_custom_voice_is_named_by_its_id() =>
        Session(new RealtimeSession { Voice = RealtimeVoice.Parse("voice_12") }).GetProperty("audio").GetProperty("output")
            .GetProperty("voice").GetRawText().ShouldBe("""{"id":"voice_12"}""");

    [Fact]
    public void Tools_tokens_and_effort_are_set()
    {
        JsonElement session = Session(new RealtimeSession
        {
            Tools = JsonElement.Parse("""[{"type":"function","name":"dial"}]"""),
            MaxOutputTokens = 900,
            ReasoningEffort = ReasoningEffort.XHigh,
        });
        session.GetProperty("tools").GetRawText().ShouldBe("""[{"type":"function","name":"dial"}]""");
        session.GetProperty("max_output_tokens").GetInt32().ShouldBe(900);
        session.GetProperty("reasoning").GetRawText().ShouldBe("""{"effort":"xhigh"}""");
    }

    [Fact]
    public void Everything_the_server_would_refuse_is_told_at_once()
    {
        var session = new RealtimeSession
        {
            TurnDetection = new ServerVad { Threshold = double.NaN, PrefixPaddingMs = -1, SilenceDurationMs = -1, IdleTimeoutMs = 4999 },
            Transcription = new TranscriptionSettings { Model = "gpt-realtime-whisper", Keywords = ["Ann"] },
            MaxOutputTokens = 0,
            ReasoningEffort = ReasoningEffort.Low,
            Tools = JsonElement.Parse("{}"),
        };
        session.Problems("gpt-realtime-1.5").ShouldBe(
        [
            "turn_detection.threshold is NaN; it must be from 0 to 1",
            "turn_detection.prefix_padding_ms is -1; it must not be negative",
            "turn_detection.silence_duration_ms is -1; it must not be negative",
            "turn_detection.idle_timeout_ms is 4999; it must be from 5000 to 30000",
            "max_output_tokens is 0; it must be 1 or more",
            "tools must be a JSON array",
            "reasoning effort is set, and gpt-realtime-1.5 takes none; gpt-realtime-2 and later do",
            "transcription keywords are set, and gpt-realtime-whisper takes none; gpt-transcribe does",
        ]);
    }

    [Theory]
    [InlineData(0, 5000)]
    [InlineData(1, 30000)]
    public void The_edges_are_within(double threshold, int idle) =>
        new RealtimeSession { TurnDetection = new ServerVad { Threshold = threshold, IdleTimeoutMs = idle }, MaxOutputTokens = 1 }
            .Problems(RealtimeModel.Default).ShouldBeEmpty();

    private static JsonElement Input(RealtimeSession session) => Session(session).GetProperty("audio").GetProperty("input");

    private static JsonElement Session(RealtimeSession session) => JsonElement.Parse(Write(session)).GetProperty("session");

    private static string Write(RealtimeSession session)
    {
        var output = new ArrayBufferWriter<byte>();
        ClientEventWriter.Write(output, new SessionUpdate(session));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
