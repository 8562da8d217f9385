using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.OpenClaw;

/// <summary>The gateway checks what it is sent against schemas that allow no other keys; so does this.</summary>
internal static class ClawParams
{
    private static readonly string[] ClientIds =
    [
        "webchat-ui", "openclaw-control-ui", "openclaw-tui", "webchat", "cli", "gateway-client", "openclaw-macos", "openclaw-ios",
        "openclaw-android", "node-host", "test", "fingerprint", "openclaw-probe",
    ];

    private static readonly string[] Modes = ["webchat", "cli", "ui", "backend", "node", "probe", "test"];

    /// <summary>What is wrong with the parameters of <c>connect</c>; null for nothing.</summary>
    public static string? ConnectFault(JsonObject given) =>
        Fault(given,
            ["minProtocol", "maxProtocol", "client", "caps", "commands", "permissions", "pathEnv", "role", "scopes", "device", "auth",
                "locale", "userAgent"],
            ["minProtocol", "maxProtocol", "client"])
        ?? (given["client"] is JsonObject client ? ClientFault(client) : "/client: must be object")
        ?? (given["auth"] is JsonObject auth
            ? Fault(auth, ["token", "bootstrapToken", "deviceToken", "password", "approvalRuntimeToken", "agentRuntimeIdentityToken"], [])
            : null);

    /// <summary>What is wrong with the parameters of a method.</summary>
    public static string? Fault(string method, JsonObject given) => method switch
    {
        "chat.send" => Fault(given,
            ["sessionKey", "agentId", "sessionId", "message", "thinking", "fastMode", "fastAutoOnSeconds", "deliver", "originatingChannel",
                "originatingTo", "originatingAccountId", "originatingThreadId", "attachments", "timeoutMs", "systemInputProvenance",
                "systemProvenanceReceipt", "suppressCommandInterpretation", "clarification", "idempotencyKey"],
            ["sessionKey", "message", "idempotencyKey"]),
        "chat.abort" => Fault(given, ["sessionKey", "agentId", "runId"], ["sessionKey"]),
        "chat.history" => Fault(given, ["sessionKey", "agentId", "limit", "maxChars"], ["sessionKey"]),
        "agent.wait" => Fault(given, ["runId", "timeoutMs"], ["runId"]),
        _ => null,
    };

    public static string Text(this JsonObject given, string key) =>
        given[key] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    public static long Number(this JsonObject given, string key, long otherwise) =>
        given[key] is JsonValue value && value.TryGetValue(out long number) ? number : otherwise;

    private static string? ClientFault(JsonObject client) =>
        Fault(client,
            ["id", "displayName", "version", "platform", "deviceFamily", "modelIdentifier", "mode", "instanceId"],
            ["id", "version", "platform", "mode"])
        ?? (ClientIds.Contains(client.Text("id")) ? null : "/client/id: must be equal to one of the allowed values")
        ?? (Modes.Contains(client.Text("mode")) ? null : "/client/mode: must be equal to one of the allowed values");

    private static string? Fault(JsonObject given, string[] allowed, string[] required) =>
        required.FirstOrDefault(key => !given.ContainsKey(key)) is { } missing ? $"must have required property '{missing}'"
        : given.Select(pair => pair.Key).FirstOrDefault(key => !allowed.Contains(key)) is { } unknown
            ? $"unexpected property '{unknown}'"
            : given.FirstOrDefault(pair => pair.Value is JsonValue value && value.TryGetValue(out string? text) && text.Length == 0
                && required.Contains(pair.Key)).Key is { } empty
                ? $"/{empty}: must NOT have fewer than 1 characters"
                : null;
}
