using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime.Rules;

namespace AgenticAi.Simulation.Realtime.Sessions;

/// <summary>Writes server events: type first, then an event id, then the fields.</summary>
internal sealed class EventOut(IdSource ids, Outbox outbox)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Send(string type, JsonObject? fields = null)
    {
        var message = new JsonObject { ["type"] = type, ["event_id"] = ids.Realtime("event") };
        foreach ((string name, JsonNode? value) in fields ?? []) message[name] = value?.DeepClone();
        outbox.Text(JsonSerializer.SerializeToUtf8Bytes(message, Plain));
    }

    /// <summary>Refuses a client event.</summary>
    /// <param name="error">Why.</param>
    /// <param name="eventId">Id the client gave its event, or null.</param>
    public void Error(RuleError error, string? eventId = null)
    {
        JsonObject content = error.ToJson();
        content["event_id"] = eventId;
        Send("error", new JsonObject { ["error"] = content });
    }
}
