using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.Realtime.Sessions;

/// <summary>An item of a conversation, as the session works with it.</summary>
internal sealed class Item
{
    public required string Id { get; init; }

    /// <summary><c>message</c>, <c>function_call</c> or <c>function_call_output</c>.</summary>
    public required string Type { get; init; }

    public string Status { get; set; } = "completed";

    /// <summary><c>user</c>, <c>assistant</c> or <c>system</c>; empty for functions.</summary>
    public string Role { get; init; } = "";

    /// <summary><c>input_text</c>, <c>input_audio</c>, <c>output_text</c> or <c>output_audio</c>.</summary>
    public string Content { get; init; } = "";

    /// <summary>The text, or the transcript of the audio, as far as it is known.</summary>
    public string? Text { get; set; }

    /// <summary>The transcript of the caller's audio has not been told yet.</summary>
    public bool IsUntold { get; set; }

    /// <summary>The caller's audio is a noise rather than words.</summary>
    public bool IsNoise { get; init; }

    /// <summary>How much audio there is, in ms.</summary>
    public int AudioMs { get; set; }

    public int? TruncatedAtMs { get; set; }

    /// <summary>The model made it, here in this session.</summary>
    public bool IsGenerated { get; init; }

    public string CallId { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>Arguments of a call, output of a function.</summary>
    public string Data { get; set; } = "";

    public bool IsAudio => Content is "input_audio" or "output_audio";

    /// <summary>What the model remembers: of audio that was cut, the words that fit into what is left.</summary>
    public string? Remembered
    {
        get
        {
            if (TruncatedAtMs is not { } cut || Text is null || AudioMs == 0) return Text;
            string[] words = Text.Split(' ');
            return string.Join(' ', words.Take((int)((long)words.Length * cut / AudioMs)));
        }
    }

    public static Item FromJson(JsonNode json, string id)
    {
        string type = json["type"]!.GetValue<string>();
        JsonNode? content = json["content"] is JsonArray { Count: > 0 } parts ? parts[0] : null;
        return new Item
        {
            Id = id,
            Type = type,
            Role = (string?)json["role"] ?? "",
            Content = (string?)content?["type"] ?? "",
            Text = (string?)content?["text"] ?? (string?)content?["transcript"],
            CallId = (string?)json["call_id"] ?? "",
            Name = (string?)json["name"] ?? "",
            Data = (string?)json["arguments"] ?? (string?)json["output"] ?? "",
        };
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, ["object"] = "realtime.item", ["type"] = Type, ["status"] = Status };
        switch (Type)
        {
            case "function_call":
                json["call_id"] = CallId;
                json["name"] = Name;
                json["arguments"] = Data;
                break;
            case "function_call_output":
                json["call_id"] = CallId;
                json["output"] = Data;
                break;
            default:
                json["role"] = Role;
                json["content"] = ContentJson();
                break;
        }

        return json;
    }

    public RealtimeItem ToRecord() => new(
        Id, Type, Role, Content, Status, Text, Remembered, AudioMs, TruncatedAtMs, IsGenerated, IsNoise, CallId, Name, Data);

    private JsonArray ContentJson()
    {
        if (Content.Length == 0 || (Status == "in_progress" && Text is null)) return [];
        // A transcript that was cut is gone: the real server deletes it with the audio.
        string? text = TruncatedAtMs is null && !IsUntold ? Text : null;
        return [new JsonObject { ["type"] = Content, [IsAudio ? "transcript" : "text"] = text }];
    }
}
