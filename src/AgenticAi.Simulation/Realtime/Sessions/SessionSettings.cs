using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime.Hearing;
using AgenticAi.Simulation.Realtime.Rules;

namespace AgenticAi.Simulation.Realtime.Sessions;

/// <summary>The settings of a session that are in force.</summary>
internal sealed class SessionSettings
{
    private const string DefaultInstructions = "Your knowledge cutoff is 2023-10. You are a helpful, witty, and friendly AI.";

    private readonly JsonObject _session;

    public SessionSettings(string id, string model, DateTimeOffset expires)
    {
        Model = model;
        _session = new JsonObject
        {
            ["type"] = "realtime",
            ["object"] = "realtime.session",
            ["id"] = id,
            ["model"] = model,
            ["output_modalities"] = new JsonArray("audio"),
            ["instructions"] = DefaultInstructions,
            ["tools"] = new JsonArray(),
            ["tool_choice"] = "auto",
            ["max_output_tokens"] = "inf",
            ["tracing"] = null,
            ["truncation"] = "auto",
            ["prompt"] = null,
            ["expires_at"] = expires.ToUnixTimeSeconds(),
            ["audio"] = new JsonObject
            {
                ["input"] = new JsonObject
                {
                    ["format"] = new JsonObject { ["type"] = "audio/pcm", ["rate"] = 24_000 },
                    ["transcription"] = null,
                    ["noise_reduction"] = null,
                    ["turn_detection"] = TurnDetection.Complete(new JsonObject { ["type"] = "server_vad" }),
                },
                ["output"] = new JsonObject
                {
                    ["format"] = new JsonObject { ["type"] = "audio/pcm", ["rate"] = 24_000 },
                    ["voice"] = "alloy",
                    ["speed"] = 1.0,
                },
            },
            ["include"] = null,
        };
    }

    public string Model { get; }

    public AudioFormat InputFormat => AudioFormat.Of(Input["format"]!["type"]!.GetValue<string>());

    public AudioFormat OutputFormat => AudioFormat.Of(Output["format"]!["type"]!.GetValue<string>());

    public TurnDetection? Turns => TurnDetection.From(Input["turn_detection"]);

    public bool Transcribes => Input["transcription"] is not null;

    /// <summary>The model that writes down what the caller says; empty when none does.</summary>
    public string TranscriptionModel => (string?)Input["transcription"]?["model"] ?? "";

    /// <summary>The definitions of functions, which the model reads like instructions.</summary>
    public string Tools => _session["tools"] is JsonArray { Count: > 0 } tools ? tools.ToJsonString() : "";

    public bool Speaks => _session["output_modalities"]!.AsArray().Any(modality => modality!.GetValue<string>() == "audio");

    public string Instructions => _session["instructions"]!.GetValue<string>();

    private JsonObject Input => _session["audio"]!["input"]!.AsObject();

    private JsonObject Output => _session["audio"]!["output"]!.AsObject();

    public JsonObject ToJson() => _session.DeepClone().AsObject();

    /// <summary>The part of the settings a response repeats.</summary>
    public JsonObject OutputJson() => new()
    {
        ["output"] = new JsonObject { ["format"] = Output["format"]!.DeepClone(), ["voice"] = Output["voice"]!.DeepClone() },
    };

    public JsonNode Modalities() => _session["output_modalities"]!.DeepClone();

    public JsonNode MaxOutputTokens() => _session["max_output_tokens"]!.DeepClone();

    /// <summary>Takes over what is given and leaves the rest; the fields are known to be right each by itself.</summary>
    /// <param name="update">The <c>session</c> of the event.</param>
    /// <param name="hasSpoken">The agent has been heard in this session.</param>
    public RuleError? Update(JsonObject update, bool hasSpoken)
    {
        if (update["model"] is { } model && model.GetValue<string>() != Model)
            return new RuleError("invalid_value", "The model of a session cannot be changed.", "session.model");
        if (update["reasoning"] is not null && !Model.StartsWith("gpt-realtime-2", StringComparison.Ordinal))
            return new RuleError("unsupported_parameter", $"'session.reasoning' is not supported by {Model}.", "session.reasoning");
        JsonNode? voice = update["audio"]?["output"]?["voice"];
        if (hasSpoken && voice is not null && !JsonNode.DeepEquals(voice, Output["voice"]))
            return new RuleError(
                "cannot_update_voice", "Cannot update a conversation's voice if assistant audio is present.", "session.audio.output.voice");
        foreach ((string name, JsonNode? value) in update)
        {
            if (name != "audio") _session[name] = value?.DeepClone();
        }

        Merge(Input, update["audio"]?["input"]);
        Merge(Output, update["audio"]?["output"]);
        return null;
    }

    private static void Merge(JsonObject into, JsonNode? given)
    {
        if (given is not JsonObject fields) return;
        foreach ((string name, JsonNode? value) in fields)
            into[name] = name == "turn_detection" && value is JsonObject turns ? TurnDetection.Complete(turns) : value?.DeepClone();
    }
}
