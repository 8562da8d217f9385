using System.Text.Json;

namespace AgenticAi.Agents.OpenClaw;

/// <summary>What the gateway says when it lets us in (<c>hello-ok</c>).</summary>
/// <param name="Server">Its version.</param>
/// <param name="Protocol">The version of the protocol that both speak.</param>
/// <param name="Scopes">What we may do; null when it does not say (before protocol 4).</param>
/// <param name="TickInterval">How often it shows that it is alive.</param>
/// <param name="Uptime">How long it has been running; null when it does not say.</param>
internal sealed record ClawHello(string Server, int Protocol, IReadOnlyList<string>? Scopes, TimeSpan TickInterval, TimeSpan? Uptime)
{
    // OpenClaw's own client assumes as much of a gateway that does not say.
    private const long UntoldTickMs = 30_000;
    private const long LongestMs = 3_600_000;

    public static ClawHello Of(JsonElement payload)
    {
        JsonElement scopes = payload.Get("auth").Get("scopes");
        long tick = payload.Get("policy").Number("tickIntervalMs") ?? UntoldTickMs;
        return new ClawHello(
            payload.Get("server").Text("version") ?? "of unknown version",
            (int)Math.Clamp(payload.Number("protocol") ?? 0, 0, int.MaxValue),
            scopes.ValueKind == JsonValueKind.Array
                ? [.. scopes.EnumerateArray().Where(scope => scope.ValueKind == JsonValueKind.String).Select(scope => scope.ToString())]
                : null,
            TimeSpan.FromMilliseconds(Math.Clamp(tick, 1, LongestMs)),
            payload.Get("snapshot").Number("uptimeMs") is { } uptime and >= 0 and < long.MaxValue / 10_000
                ? TimeSpan.FromMilliseconds(uptime)
                : null);
    }

    /// <summary>Runs are started with the one and their events are seen with the other.</summary>
    public bool MayRun => Scopes is null || Scopes.Contains("operator.admin")
        || (Scopes.Contains("operator.write") && Scopes.Contains("operator.read"));
}
