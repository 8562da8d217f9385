using System.Text.Json;

namespace AgenticAi.Twilio.Rest;

/// <summary>
/// What an account says about itself: active, suspended or closed. <see href="https://www.twilio.com/docs/iam/api/account"/>
/// </summary>
internal static class AccountStatus
{
    public static TwilioResult Judge(string accountSid, ReadOnlyMemory<byte> json)
    {
        string status = Read(json);
        return status switch
        {
            "active" => new(true, TwilioOutcome.Done, $"Twilio account {accountSid} is active."),
            "suspended" or "closed" => new(false, TwilioOutcome.Refused, $"Twilio account {accountSid} is {status}."),
            _ => new(false, TwilioOutcome.Unreachable, "What answers is not Twilio's API: it does not tell the account's status."),
        };
    }

    private static string Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("status", out JsonElement status)) return "";
            return status.ValueKind is JsonValueKind.String ? status.GetString()! : "";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}
