using System.Text.Json;

namespace AgenticAi.Realtime.Sessions;

/// <summary>Writes a session as the GA protocol takes it (RealtimeSessionCreateRequestGA).</summary>
internal static class SessionJson
{
    public static void Write(Utf8JsonWriter json, RealtimeSession session)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "realtime"u8);
        json.WriteStartArray("output_modalities"u8);
        json.WriteStringValue("audio"u8);
        json.WriteEndArray();
        json.WriteString("instructions"u8, session.Instructions);
        json.WriteStartObject("audio"u8);
        WriteInput(json, session);
        WriteOutput(json, session);
        json.WriteEndObject();
        json.WritePropertyName("tools"u8);
        if (session.Tools is { } tools) tools.WriteTo(json);
        else WriteNothing(json);
        if (session.MaxOutputTokens is { } tokens) json.WriteNumber("max_output_tokens"u8, tokens);
        else json.WriteString("max_output_tokens"u8, "inf"u8);
        if (session.ReasoningEffort is { } effort) WriteReasoning(json, effort);
        json.WriteEndObject();
    }

    private static void WriteNothing(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteEndArray();
    }

    private static void WriteInput(Utf8JsonWriter json, RealtimeSession session)
    {
        json.WriteStartObject("input"u8);
        WriteFormat(json, session.Format);
        if (session.Transcription is { } transcription) WriteTranscription(json, transcription);
        if (session.NoiseReduction != NoiseReduction.None)
        {
            json.WriteStartObject("noise_reduction"u8);
            json.WriteString("type"u8, session.NoiseReduction == NoiseReduction.NearField ? "near_field"u8 : "far_field"u8);
            json.WriteEndObject();
        }

        TurnDetectionJson.Write(json, session.TurnDetection);
        json.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter json, RealtimeSession session)
    {
        json.WriteStartObject("output"u8);
        WriteFormat(json, session.Format);
        if (session.Voice.IsCustom)
        {
            json.WriteStartObject("voice"u8);
            json.WriteString("id"u8, session.Voice.Name);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("voice"u8, session.Voice.Name);
        }

        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, RealtimeAudioFormat format)
    {
        json.WriteStartObject("format"u8);
        json.WriteString("type"u8, format.WireName());
        if (format == RealtimeAudioFormat.Pcm16At24kHz) json.WriteNumber("rate"u8, 24_000);
        json.WriteEndObject();
    }

    private static void WriteTranscription(Utf8JsonWriter json, TranscriptionSettings transcription)
    {
        json.WriteStartObject("transcription"u8);
        json.WriteString("model"u8, transcription.Model);
        if (transcription.Language is { } language) json.WriteString("language"u8, language);
        if (transcription.Keywords.Count > 0) WriteKeywords(json, transcription);
        json.WriteEndObject();
    }

    private static void WriteKeywords(Utf8JsonWriter json, TranscriptionSettings transcription)
    {
        if (transcription.KeywordPrompt is { } prompt)
        {
            json.WriteString("prompt"u8, prompt);
            return;
        }

        json.WriteStartArray("keywords"u8);
        foreach (string keyword in transcription.Keywords) json.WriteStringValue(keyword);
        json.WriteEndArray();
    }

    private static void WriteReasoning(Utf8JsonWriter json, ReasoningEffort effort)
    {
        json.WriteStartObject("reasoning"u8);
        json.WriteString("effort"u8, effort switch
        {
            ReasoningEffort.Minimal => "minimal"u8,
            ReasoningEffort.Low => "low"u8,
            ReasoningEffort.Medium => "medium"u8,
            ReasoningEffort.High => "high"u8,
            ReasoningEffort.XHigh => "xhigh"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(effort), effort, "Not an effort."),
        });
        json.WriteEndObject();
    }
}
