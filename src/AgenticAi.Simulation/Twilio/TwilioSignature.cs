using System.Security.Cryptography;
using System.Text;

namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// X-Twilio-Signature: base64 of the HMAC-SHA1 of the URL followed by each form parameter, name and value, in the order of the names
/// (twilio.com/docs/usage/security#validating-requests).
/// </summary>
internal static class TwilioSignature
{
    public const string Header = "X-Twilio-Signature";

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "Twilio signs with SHA-1.")]
    public static string Compute(string authToken, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        var text = new StringBuilder(url);
        foreach ((string name, string value) in form.OrderBy(pair => pair.Key, StringComparer.Ordinal)) text.Append(name).Append(value);
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(text.ToString())));
    }
}
