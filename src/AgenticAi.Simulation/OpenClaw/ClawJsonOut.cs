using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.OpenClaw;

/// <summary>The shapes that a gateway sends, written out by hand.</summary>
internal static class ClawJsonOut
{
    public static JsonObject Event(string name, JsonObject payload, int? seq) => seq is { } number
        ? new() { ["type"] = "event", ["event"] = name, ["payload"] = payload, ["seq"] = number }
        : new() { ["type"] = "event", ["event"] = name, ["payload"] = payload };

    public static JsonObject Good(string id, JsonObject payload) =>
        new() { ["type"] = "res", ["id"] = id, ["ok"] = true, ["payload"] = payload };

    public static JsonObject Bad(string id, string code, string message, JsonObject? details = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        if (details is not null) error["details"] = details;
        if (code == "UNAVAILABLE") (error["retryable"], error["retryAfterMs"]) = (true, 500);
        return new JsonObject { ["type"] = "res", ["id"] = id, ["ok"] = false, ["error"] = error };
    }

    public static JsonObject Hello(int protocol, string connection, IEnumerable<string> scopes, TimeSpan tick, long uptimeMs) => new()
    {
        ["type"] = "hello-ok",
        ["protocol"] = protocol,
        ["server"] = new JsonObject { ["version"] = "2026.11.1-simulated", ["connId"] = connection },
        ["features"] = new JsonObject
        {
            ["methods"] = new JsonArray("chat.send", "chat.abort", "chat.history", "agent.wait"),
            ["events"] = new JsonArray("connect.challenge", "agent", "chat", "tick", "shutdown"),
        },
        ["snapshot"] = new JsonObject
        {
            ["presence"] = new JsonArray(),
            ["health"] = new JsonObject(),
            ["stateVersion"] = new JsonObject { ["presence"] = 0, ["health"] = 0 },
            ["uptimeMs"] = uptimeMs,
        },
        ["auth"] = new JsonObject
        {
            ["role"] = "operator",
            ["scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]),
        },
        ["policy"] = new JsonObject
        {
            ["maxPayload"] = 25 * 1024 * 1024,
            ["maxBufferedBytes"] = 50 * 1024 * 1024,
            ["tickIntervalMs"] = (long)tick.TotalMilliseconds,
        },
    };

    public static JsonObject Message(string role, string text, DateTimeOffset at) => new()
    {
        ["role"] = role,
        ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        ["timestamp"] = at.ToUnixTimeMilliseconds(),
    };

    public static JsonObject Chat(ClawRecord run, string state, int seq) => new()
    {
        ["runId"] = run.Task.RunId,
        ["sessionKey"] = "agent:main:" + run.Task.SessionKey,
        ["seq"] = seq,
        ["state"] = state,
    };
}
