using System.Text.Json;

namespace AgenticAi.Agents.OpenClaw;

/// <summary>Reads what a peer sent without trusting its shape: what is missing or of another kind is undefined or null.</summary>
internal static class ClawJson
{
    public static JsonElement Get(this JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out JsonElement value) ? value : default;

    public static string? Text(this JsonElement element, string key)
    {
        JsonElement value = element.Get(key);
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    public static long? Number(this JsonElement element, string key)
    {
        JsonElement value = element.Get(key);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : null;
    }

    /// <summary>Outlives the document.</summary>
    public static JsonElement CloneOrDefault(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined ? default : element.Clone();
}
