using System.Buffers;
using System.Reflection;
using System.Text.Json;

namespace AgenticAi.Agents.OpenClaw;

/// <summary>
/// Writes requests: <c>{"type":"req","id":"…","method":"…","params":{…}}</c>. The gateway refuses keys that it does not know.
/// </summary>
internal static class ClawRequests
{
    // 3 was spoken until spring 2026; what we use is the same in both. The gateway takes the one it speaks out of the range.
    private const int OldestProtocol = 3;
    private const int NewestProtocol = 4;

    private static readonly string Version = typeof(ClawRequests).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
        ?.InformationalVersion.Split('+')[0] ?? "0";

    private static string Platform => OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    public static void Write(IBufferWriter<byte> output, string id, string method, Action<Utf8JsonWriter> parameters)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("type", "req");
        writer.WriteString("id", id);
        writer.WriteString("method", method);
        writer.WriteStartObject("params");
        parameters(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>
    /// A service beside the gateway: with the shared token, from the same machine, it needs no device of its own. The challenge's nonce
    /// is for the signature of such a device, so there is nothing to do with it.
    /// </summary>
    public static void Connect(Utf8JsonWriter writer, string token)
    {
        writer.WriteNumber("minProtocol", OldestProtocol);
        writer.WriteNumber("maxProtocol", NewestProtocol);
        writer.WriteStartObject("client");
        writer.WriteString("id", "gateway-client");
        writer.WriteString("displayName", "agenticai");
        writer.WriteString("version", Version);
        writer.WriteString("platform", Platform);
        writer.WriteString("mode", "backend");
        writer.WriteEndObject();
        writer.WriteString("role", "operator");
        writer.WriteStartArray("scopes");
        writer.WriteStringValue("operator.read");
        writer.WriteStringValue("operator.write");
        writer.WriteEndArray();
        writer.WriteStartArray("caps");
        writer.WriteEndArray();
        if (token.Length > 0)
        {
            writer.WriteStartObject("auth");
            writer.WriteString("token", token);
            writer.WriteEndObject();
        }

        writer.WriteString("userAgent", "agenticai/" + Version);
    }

    /// <summary>The idempotency key is the name of the run: a gateway that has it already does not run it again.</summary>
    public static void Send(Utf8JsonWriter writer, string sessionKey, string runId, string message)
    {
        writer.WriteString("sessionKey", sessionKey);
        writer.WriteString("message", message);
        writer.WriteBoolean("deliver", false);
        writer.WriteString("idempotencyKey", runId);
    }

    public static void Abort(Utf8JsonWriter writer, string sessionKey, string runId)
    {
        writer.WriteString("sessionKey", sessionKey);
        writer.WriteString("runId", runId);
    }

    public static void Wait(Utf8JsonWriter writer, string runId, TimeSpan limit)
    {
        writer.WriteString("runId", runId);
        writer.WriteNumber("timeoutMs", (long)limit.TotalMilliseconds);
    }

    public static void History(Utf8JsonWriter writer, string sessionKey, int limit)
    {
        writer.WriteString("sessionKey", sessionKey);
        writer.WriteNumber("limit", limit);
    }
}
