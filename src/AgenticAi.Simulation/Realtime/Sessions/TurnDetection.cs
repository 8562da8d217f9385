using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime.Hearing;

namespace AgenticAi.Simulation.Realtime.Sessions;

/// <summary>How the session finds the caller's turns.</summary>
/// <param name="Vad">What the VAD listens for.</param>
/// <param name="CreateResponse">A response begins when the caller has finished.</param>
/// <param name="InterruptResponse">A response is cancelled when the caller begins.</param>
/// <param name="IdleTimeout">The caller is prompted after this much silence, or null.</param>
internal sealed record TurnDetection(VadSettings Vad, bool CreateResponse, bool InterruptResponse, TimeSpan? IdleTimeout)
{
    // semantic_vad waits until the sentence sounds finished. Scripted sentences are finished, so only the patience differs; the real
    // server's longest waits are 8, 4 and 2 s.
    private static readonly VadSettings Low = new(SilenceDurationMs: 1000);
    private static readonly VadSettings Medium = new(SilenceDurationMs: 600);
    private static readonly VadSettings High = new(SilenceDurationMs: 300);

    /// <summary>The settings with all defaults filled in, as the server tells them.</summary>
    public static JsonObject Complete(JsonObject given)
    {
        JsonObject complete = given["type"]!.GetValue<string>() == "semantic_vad"
            ? new JsonObject
            {
                ["type"] = "semantic_vad",
                ["eagerness"] = "auto",
                ["create_response"] = true,
                ["interrupt_response"] = true,
            }
            : new JsonObject
            {
                ["type"] = "server_vad",
                ["threshold"] = 0.5,
                ["prefix_padding_ms"] = 300,
                ["silence_duration_ms"] = 500,
                ["idle_timeout_ms"] = null,
                ["create_response"] = true,
                ["interrupt_response"] = true,
            };
        foreach ((string name, JsonNode? value) in given) complete[name] = value?.DeepClone();
        return complete;
    }

    /// <summary>Null when detection is off.</summary>
    public static TurnDetection? From(JsonNode? complete)
    {
        if (complete is null) return null;
        VadSettings vad = complete["type"]!.GetValue<string>() == "semantic_vad"
            ? complete["eagerness"]!.GetValue<string>() switch { "low" => Low, "high" => High, _ => Medium }
            : new VadSettings(
                Number(complete["threshold"]!),
                complete["prefix_padding_ms"]!.GetValue<int>(),
                complete["silence_duration_ms"]!.GetValue<int>());
        TimeSpan? idle = complete["idle_timeout_ms"] is { } timeout ? TimeSpan.FromMilliseconds(timeout.GetValue<int>()) : null;
        return new TurnDetection(
            vad, complete["create_response"]!.GetValue<bool>(), complete["interrupt_response"]!.GetValue<bool>(), idle);
    }

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
}
