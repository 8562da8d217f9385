using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.OpenClaw;

/// <summary>Decides whom the gateway lets in: the first frame must be <c>connect</c>, and all of it must be in order.</summary>
/// <param name="Response">What is answered; null for nothing.</param>
/// <param name="Scopes">What the client may do; null when it is turned away.</param>
/// <param name="CloseCode">Closes the connection after the answer; 0 for not.</param>
/// <param name="CloseReason">In words.</param>
internal sealed record ClawDoor(JsonObject? Response, IReadOnlyList<string>? Scopes, int CloseCode = 0, string CloseReason = "")
{
    public static ClawDoor Judge(JsonObject? frame, string connection, bool isStarting, long uptimeMs, SimulatedOpenClawOptions options)
    {
        if (frame is null || frame.Text("type") != "req" || frame.Text("id").Length == 0)
            return new(null, null, 1008, "invalid request frame");
        string id = frame.Text("id");
        if (frame.Text("method") != "connect" || frame["params"] is not JsonObject given)
            return Refuse(id, "INVALID_REQUEST", "invalid handshake: first request must be connect", null, 1008);
        if (ClawParams.ConnectFault(given) is { } fault)
            return Refuse(id, "INVALID_REQUEST", $"invalid connect params: {fault}", null, 1008);
        if (isStarting)
            return Refuse(id, "UNAVAILABLE", "gateway is starting", new JsonObject { ["reason"] = "startup-sidecars" }, 1013);
        if (given.Number("maxProtocol", 0) < options.Protocol || given.Number("minProtocol", 0) > options.Protocol)
        {
            var details = new JsonObject { ["code"] = "PROTOCOL_MISMATCH", ["expectedProtocol"] = options.Protocol };
            return Refuse(id, "INVALID_REQUEST", "protocol mismatch", details, 1002);
        }

        if (TokenFault(given, options.Token) is { } wrong)
        {
            var details = new JsonObject
            {
                ["code"] = wrong.Code,
                ["canRetryWithDeviceToken"] = false,
                ["recommendedNextStep"] = wrong.Next,
            };
            return Refuse(id, "INVALID_REQUEST", wrong.Message, details, 1008);
        }

        string[] scopes = [.. (given["scopes"] as JsonArray ?? []).Select(scope => scope?.ToString() ?? "")];
        if (options.TreatsAsRemote || given["client"]!["id"]!.ToString() != "gateway-client") scopes = [];
        return new(ClawJsonOut.Good(id, ClawJsonOut.Hello(options.Protocol, connection, scopes, options.TickInterval, uptimeMs)), scopes);
    }

    private static ClawDoor Refuse(string id, string code, string message, JsonObject? details, int close) =>
        new(ClawJsonOut.Bad(id, code, message, details), null, close, message);

    private static (string Code, string Message, string Next)? TokenFault(JsonObject given, string? right)
    {
        if (right is null) return null;
        string token = (given["auth"] as JsonObject)?.Text("token") ?? "";
        return token.Length == 0
            ? ("AUTH_TOKEN_MISSING", "unauthorized: gateway token missing (provide gateway auth token)", "update_auth_configuration")
            : token != right
                ? ("AUTH_TOKEN_MISMATCH", "unauthorized: gateway token mismatch (provide gateway auth token)", "update_auth_credentials")
                : null;
    }
}
