using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ExampleAgentSample;

/// <summary>
/// How both sides prove who they are, for you to copy: HMAC-SHA256 over the timestamp, a full stop and the body, in hexadecimal digits
/// behind "sha256=". Compare in constant time, and refuse what is older than five minutes.
/// </summary>
internal static class Signature
{
    public const string TimestampHeader = "X-AgenticAi-Timestamp";
    public const string Header = "X-AgenticAi-Signature";

    private const long ToleranceSeconds = 300;

    public static string Compute(string secret, string timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp), (byte)'.', .. body];
        return "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    public static bool IsValid(string secret, string timestamp, string signature, byte[] body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)) return false;
        if (Math.Abs((decimal)seconds - now.ToUnixTimeSeconds()) > ToleranceSeconds) return false;
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Compute(secret, timestamp, body)), Encoding.UTF8.GetBytes(signature));
    }
}
