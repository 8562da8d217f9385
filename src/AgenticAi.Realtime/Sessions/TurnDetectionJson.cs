using System.Text.Json;

namespace AgenticAi.Realtime.Sessions;

internal static class TurnDetectionJson
{
    public static void Write(Utf8JsonWriter json, TurnDetection? detection)
    {
        if (detection is null)
        {
            json.WriteNull("turn_detection"u8);
            return;
        }

        json.WriteStartObject("turn_detection"u8);
        if (detection is ServerVad server) WriteServer(json, server);
        else WriteSemantic(json, (SemanticVad)detection);
        json.WriteBoolean("create_response"u8, detection.CreateResponse);
        json.WriteBoolean("interrupt_response"u8, detection.InterruptResponse);
        json.WriteEndObject();
    }

    private static void WriteServer(Utf8JsonWriter json, ServerVad vad)
    {
        json.WriteString("type"u8, "server_vad"u8);
        json.WriteNumber("threshold"u8, vad.Threshold);
        json.WriteNumber("prefix_padding_ms"u8, vad.PrefixPaddingMs);
        json.WriteNumber("silence_duration_ms"u8, vad.SilenceDurationMs);
        if (vad.IdleTimeoutMs is { } idle) json.WriteNumber("idle_timeout_ms"u8, idle);
    }

    private static void WriteSemantic(Utf8JsonWriter json, SemanticVad vad)
    {
        json.WriteString("type"u8, "semantic_vad"u8);
        json.WriteString("eagerness"u8, vad.Eagerness switch
        {
            Eagerness.Auto => "auto"u8,
            Eagerness.Low => "low"u8,
            Eagerness.Medium => "medium"u8,
            Eagerness.High => "high"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(vad), vad.Eagerness, "Not an eagerness."),
        });
    }
}
