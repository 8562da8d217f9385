using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime.Hearing;
using AgenticAi.Simulation.Realtime.Responses;
using AgenticAi.Simulation.Realtime.Rules;

namespace AgenticAi.Simulation.Realtime.Sessions;

/// <summary>Checks client events and carries them out. Called under the lock of the session.</summary>
internal sealed class ClientEvents(
    SessionState session, TurnKeeper turns, ResponseKeeper responses, ItemCommands items, FaultInjector faults)
{
    // Fields of the beta interface, which stood where GA has audio.input and audio.output.
    private static readonly string[] BetaFields =
        ["modalities", "voice", "input_audio_format", "output_audio_format", "input_audio_transcription", "turn_detection", "temperature"];

    /// <summary>The client has configured the session.</summary>
    public bool IsConfigured { get; private set; }

    /// <summary>Number of events that were refused.</summary>
    public int Refused { get; private set; }

    public void Handle(ReadOnlySpan<byte> utf8)
    {
        JsonNode? json;
        try
        {
            json = JsonNode.Parse(utf8);
        }
        catch (JsonException error)
        {
            Refuse(new RuleError("invalid_json", $"Could not parse the event as JSON: {error.Message}"), null);
            return;
        }

        string? eventId = json is JsonObject && Rule.Kind(json["event_id"]) == "string" ? json["event_id"]!.GetValue<string>() : null;
        if (Check(json, out string type) is { } wrong)
        {
            Refuse(wrong, eventId);
            if (wrong.Code == BetaCode) session.Close(4000, BetaCode);
        }
        else
        {
            faults.ClientSaid(type);
            if (Carry(type, json!) is { } refused) Refuse(refused, eventId);
        }
    }

    internal const string BetaCode = "beta_api_shape_disabled";

    internal static RuleError BetaError { get; } =
        new(BetaCode, "The Realtime Beta API is no longer supported. Please use /v1/realtime for the GA API.");

    private static RuleError? Check(JsonNode? json, out string type)
    {
        type = "";
        if (json is not JsonObject given) return RuleError.WrongType("", "an object", Rule.Kind(json));
        if (!given.TryGetPropertyValue("type", out JsonNode? name)) return RuleError.Missing("type");
        if (Rule.OneOf([.. ClientRules.All.Keys]).Check(name, "type") is { } unknown) return unknown;
        type = name!.GetValue<string>();
        if (given["session"] is JsonObject update && !update.ContainsKey("type") && BetaFields.Any(update.ContainsKey)) return BetaError;
        return ClientRules.All[type].Check(given, "");
    }

    private RuleError? Carry(string type, JsonNode json)
    {
        switch (type)
        {
            case "session.update":
                return Update(json["session"]!.AsObject());
            case "input_audio_buffer.append":
                return turns.Append(json["audio"]!.GetValue<string>());
            case "input_audio_buffer.commit":
                return turns.Commit();
            case "input_audio_buffer.clear":
                turns.Clear();
                return null;
            case "conversation.item.create":
                return items.Create(json["item"]!, (string?)json["previous_item_id"]);
            case "conversation.item.retrieve":
                return items.Retrieve(json["item_id"]!.GetValue<string>());
            case "conversation.item.delete":
                return items.Delete(json["item_id"]!.GetValue<string>());
            case "conversation.item.truncate":
                return items.Truncate(
                    json["item_id"]!.GetValue<string>(), json["content_index"]!.GetValue<int>(), json["audio_end_ms"]!.GetValue<int>());
            case "response.create":
                return responses.Create(json["response"]);
            case "response.cancel":
                return responses.Cancel((string?)json["response_id"]);
            default:
                throw new InvalidOperationException($"The event '{type}' has a rule but no handler.");
        }
    }

    private RuleError? Update(JsonObject update)
    {
        if (session.Settings.Update(update, responses.HasSpoken) is { } error) return error;
        session.Audio.Configure(session.Settings.InputFormat, session.Settings.Turns?.Vad);
        JsonObject settings = session.Settings.ToJson();
        session.Out.Send("session.updated", new JsonObject { ["session"] = settings });
        session.Tell(new SessionConfigured(session.Number, session.Now, settings.ToJsonString()));
        IsConfigured = true;
        return null;
    }

    private void Refuse(RuleError error, string? eventId)
    {
        Refused++;
        session.Tell(new EventRefused(session.Number, session.Now, error.Code, error.Message));
        session.Out.Error(error, eventId);
    }
}
