using System.Text.Json;

namespace AgenticAi.Realtime.Sessions;

/// <summary>The settings of one session, sent whole with every session.update, so that nothing falls back to a server's default.</summary>
/// <remarks>https://platform.openai.com/docs/api-reference/realtime-client-events/session/update</remarks>
public sealed record RealtimeSession
{
    /// <summary>What the model is told before the conversation. Billed again with each response, so keep it short.</summary>
    public string Instructions { get; init; } = "You are a helpful AI assistant.";

    /// <summary>Cannot be changed once the model has spoken.</summary>
    public RealtimeVoice Voice { get; init; } = RealtimeVoice.Alloy;

    /// <summary>The encoding of both directions.</summary>
    public RealtimeAudioFormat Format { get; init; } = RealtimeAudioFormat.Pcm16At24kHz;

    /// <summary>Null for no transcripts of the caller.</summary>
    public TranscriptionSettings? Transcription { get; init; } = new();

    public NoiseReduction NoiseReduction { get; init; }

    /// <summary>Null when the client commits the audio and asks for responses itself.</summary>
    public TurnDetection? TurnDetection { get; init; } = new ServerVad();

    /// <summary>A JSON array of tools (type function or mcp), handed on as it is; null for none.</summary>
    public JsonElement? Tools { get; init; }

    /// <summary>Longest answer in tokens, tool calls included; null for as long as the model can.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Null for the model's default. See <see cref="RealtimeModel.TakesReasoning"/>.</summary>
    public ReasoningEffort? ReasoningEffort { get; init; }

    /// <summary>Everything the server would refuse, in plain words; empty when there is nothing.</summary>
    /// <param name="model">The model of the session.</param>
    public IReadOnlyList<string> Problems(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var problems = new List<string>();
        void Check(bool holds, string problem)
        {
            if (!holds) problems.Add(problem);
        }

        if (TurnDetection is ServerVad vad)
        {
            Check(vad.Threshold is >= 0 and <= 1, $"turn_detection.threshold is {vad.Threshold}; it must be from 0 to 1");
            Check(vad.PrefixPaddingMs >= 0, $"turn_detection.prefix_padding_ms is {vad.PrefixPaddingMs}; it must not be negative");
            Check(vad.SilenceDurationMs >= 0, $"turn_detection.silence_duration_ms is {vad.SilenceDurationMs}; it must not be negative");
            Check(
                vad.IdleTimeoutMs is null or (>= 5_000 and <= 30_000),
                $"turn_detection.idle_timeout_ms is {vad.IdleTimeoutMs}; it must be from 5000 to 30000");
        }

        Check(MaxOutputTokens is null or >= 1, $"max_output_tokens is {MaxOutputTokens}; it must be 1 or more");
        Check(Tools is null || Tools.Value.ValueKind == JsonValueKind.Array, "tools must be a JSON array");
        Check(
            ReasoningEffort is null || RealtimeModel.TakesReasoning(model),
            $"reasoning effort is set, and {model} takes none; gpt-realtime-2 and later do");
        Check(
            Transcription is null || Transcription.Keywords.Count == 0 || Transcription.TakesKeywords,
            $"transcription keywords are set, and {Transcription?.Model} takes none; gpt-transcribe does");
        return problems;
    }
}
