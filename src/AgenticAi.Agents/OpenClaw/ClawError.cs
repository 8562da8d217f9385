using System.Text.Json;
using AgenticAi.Agents.Wire;

namespace AgenticAi.Agents.OpenClaw;

/// <summary>The <c>error</c> of a response: a code, words, and for a refused connection a finer code in <c>details</c>.</summary>
internal sealed record ClawError(string Code, string Message, string? DetailCode, bool IsTransient)
{
    public static ClawError Of(JsonElement response, string secret)
    {
        JsonElement error = response.Get("error");
        bool passes = error.Get("retryable").ValueKind == JsonValueKind.True || error.Get("details").Text("reason") == "startup-sidecars";
        return new ClawError(
            error.Text("code") ?? "UNKNOWN",
            Reason.Of(error.Text("message") ?? "", secret),
            error.Get("details").Text("code"),
            // A gateway that is still starting says so; it is the only refusal that passes by itself.
            error.Text("code") == "UNAVAILABLE" && passes);
    }

    public override string ToString() => $"{DetailCode ?? Code}: {Message}{Hint}";

    private string Hint => (DetailCode ?? Code) switch
    {
        "DEVICE_IDENTITY_REQUIRED" or "NOT_PAIRED" or "PAIRING_REQUIRED" =>
            " (only connections from the gateway's own machine need no paired device: run beside it, or use an SSH tunnel)",
        _ => "",
    };
}
