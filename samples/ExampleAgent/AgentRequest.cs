using System.Text.Json;

namespace ExampleAgentSample;

/// <summary>The part of a task that this agent looks at.</summary>
internal sealed class AgentRequest : IDisposable
{
    private readonly JsonDocument _json;

    private AgentRequest(JsonDocument json) => _json = json;

    /// <summary><c>task</c> or <c>cancel</c> over HTTP; a program gets tasks only.</summary>
    public string Type => Text("type") ?? "task";

    /// <summary>The same task is never to be done twice; a repeated one has the same id.</summary>
    public string Id => Text("id") ?? throw new FormatException("the task has no id");

    /// <summary>Whose notebook it is. Says nothing of the caller's number.</summary>
    public string SessionKey => Text("session_key") ?? throw new FormatException("the task has no session_key");

    /// <summary>What the caller wants.</summary>
    public string Wish => Text("text") ?? throw new FormatException("the task has no text");

    /// <summary>Where an answer may be sent later.</summary>
    public Uri? CallbackUrl => Text("callback_url") is { } url ? new Uri(url) : null;

    public static async Task<AgentRequest> ReadAsync(Stream stream)
    {
        try
        {
            return new AgentRequest(await JsonDocument.ParseAsync(stream));
        }
        catch (JsonException)
        {
            throw new FormatException("the task is not JSON");
        }
    }

    public void Dispose() => _json.Dispose();

    private string? Text(string key) =>
        _json.RootElement.ValueKind == JsonValueKind.Object && _json.RootElement.TryGetProperty(key, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
