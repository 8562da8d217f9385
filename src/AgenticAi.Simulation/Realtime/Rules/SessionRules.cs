using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.Realtime.Rules;

/// <summary>
/// What <c>session.update</c> may set (platform.openai.com/docs/api-reference/realtime-client-events/session/update). What the real
/// server accepts but does not act on in an audio session, such as tracing and stored prompts, is accepted as it is.
/// </summary>
internal static class SessionRules
{
    private static readonly string[] Voices =
        ["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"];

    private static readonly string[] TranscriptionModels =
    [
        "whisper-1", "gpt-transcribe", "gpt-live-transcribe", "gpt-realtime-whisper", "gpt-4o-transcribe", "gpt-4o-transcribe-diarize",
        "gpt-4o-mini-transcribe", "gpt-4o-mini-transcribe-2025-12-15",
    ];

    public static Rule AudioFormat { get; } = Rule.ByType(
        ("audio/pcm", Rule.Object(("type", Rule.Text), ("rate", Rule.Integer(24_000, 24_000)))),
        ("audio/pcmu", Rule.Object(("type", Rule.Text))),
        ("audio/pcma", Rule.Object(("type", Rule.Text))));

    public static Rule Voice { get; } = Rule.When(node => node is JsonObject, Rule.Object(("id!", Rule.Text)), Rule.OneOf(Voices));

    public static Rule Modalities { get; } = Rule.List(Rule.OneOf("text", "audio"));

    public static Rule MaxOutputTokens { get; } =
        Rule.When(node => Rule.Kind(node) == "string", Rule.OneOf("inf"), Rule.Integer(1, 32_000));

    public static Rule Tools { get; } = Rule.List(Rule.ByType(
        ("function", Rule.Object(("type", Rule.Text), ("name!", Rule.Text), ("description", Rule.Text), ("parameters", Rule.Json))),
        ("mcp", Rule.Json)));

    public static Rule ToolChoice { get; } =
        Rule.When(node => Rule.Kind(node) == "string", Rule.OneOf("none", "auto", "required"), Rule.Json);

    public static Rule Reasoning { get; } = Rule.Object(("effort", Rule.OneOf("minimal", "low", "medium", "high", "xhigh")));

    private static readonly Rule Transcription = Rule.Object(
        ("model", Rule.OneOf(TranscriptionModels)),
        ("language", Rule.Text),
        ("languages", Rule.List(Rule.Text)),
        ("keywords", Rule.List(Rule.Text)),
        ("prompt", Rule.Text),
        ("delay", Rule.OneOf("minimal", "low", "medium", "high", "xhigh")));

    private static readonly Rule TurnDetection = Rule.ByType(
        ("server_vad", Rule.Object(
            ("type", Rule.Text),
            ("threshold", Rule.Number(0, 1)),
            ("prefix_padding_ms", Rule.Integer(0, 5000)),
            ("silence_duration_ms", Rule.Integer(0, 10_000)),
            ("create_response", Rule.Boolean),
            ("interrupt_response", Rule.Boolean),
            ("idle_timeout_ms", Rule.Null(Rule.Integer(5000, 30_000))))),
        ("semantic_vad", Rule.Object(
            ("type", Rule.Text),
            ("eagerness", Rule.OneOf("low", "medium", "high", "auto")),
            ("create_response", Rule.Boolean),
            ("interrupt_response", Rule.Boolean))));

    private static readonly Rule Truncation = Rule.When(
        node => Rule.Kind(node) == "string",
        Rule.OneOf("auto", "disabled"),
        Rule.Object(
            ("type!", Rule.OneOf("retention_ratio")),
            ("retention_ratio!", Rule.Number(0, 1)),
            ("token_limits", Rule.Object(("post_instructions", Rule.Integer(0, 1_000_000))))));

    public static Rule Session { get; } = Rule.Object(
        ("type!", Rule.OneOf("realtime")),
        ("model", Rule.Text),
        ("output_modalities", Modalities),
        ("instructions", Rule.Text),
        ("audio", Rule.Object(
            ("input", Rule.Object(
                ("format", AudioFormat),
                ("transcription", Rule.Null(Transcription)),
                ("noise_reduction", Rule.Null(Rule.Object(("type", Rule.OneOf("near_field", "far_field"))))),
                ("turn_detection", Rule.Null(TurnDetection)))),
            ("output", Rule.Object(("format", AudioFormat), ("voice", Voice), ("speed", Rule.Number(0.25, 1.5)))))),
        ("include", Rule.Null(Rule.List(Rule.OneOf("item.input_audio_transcription.logprobs")))),
        ("tracing", Rule.Any),
        ("tools", Tools),
        ("tool_choice", ToolChoice),
        ("parallel_tool_calls", Rule.Boolean),
        ("reasoning", Reasoning),
        ("max_output_tokens", MaxOutputTokens),
        ("truncation", Truncation),
        ("prompt", Rule.Any));
}
