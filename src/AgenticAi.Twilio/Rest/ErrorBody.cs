using System.Globalization;
using System.Text.Json;

namespace AgenticAi.Twilio.Rest;

/// <summary>
/// The JSON in which Twilio explains an error. <see href="https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions"/>
/// </summary>
internal sealed record ErrorBody(int Code, string Message)
{
    private const int LongestMessage = 300;

    private static readonly ErrorBody None = new(0, "");

    /// <summary>Reads what there is; a proxy's HTML page is no error body.</summary>
    public static ErrorBody Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object) return None;
            int code = root.TryGetProperty("code", out JsonElement value) && value.ValueKind is JsonValueKind.Number
                && value.TryGetInt32(out int number) ? number : 0;
            string message = root.TryGetProperty("message", out JsonElement text) && text.ValueKind is JsonValueKind.String
                ? text.GetString()! : "";
            return new ErrorBody(code, message.Length > LongestMessage ? message[..LongestMessage] + "…" : message);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return None;
        }
    }

    public string Describe(int status) => Code == 0
        ? string.Create(CultureInfo.InvariantCulture, $"HTTP {status}")
        : string.Create(CultureInfo.InvariantCulture, $"HTTP {status}, error {Code}: {Message}");
}
