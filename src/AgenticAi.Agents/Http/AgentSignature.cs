using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgenticAi.Agents.Http;

/// <summary>
/// Proves that a body comes from one who knows the secret and is not an old one sent again: HMAC-SHA256 over the time, a full stop and
/// the body. The same both ways. samples/ExampleAgent has the receiver's side of it.
/// </summary>
public static class AgentSignature
{
    /// <summary>Seconds since 1970 (UTC), in decimal digits.</summary>
    public const string TimestampHeader = "X-AgenticAi-Timestamp";

    /// <summary><c>sha256=</c> and 64 hexadecimal digits.</summary>
    public const string SignatureHeader = "X-AgenticAi-Signature";

    private const string Prefix = "sha256=";

    /// <summary>How far the two clocks may be apart. Five minutes is what others who sign this way allow (Slack, Stripe).</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The value of <see cref="TimestampHeader"/> for a moment.</summary>
    public static string Timestamp(DateTimeOffset now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The value of <see cref="SignatureHeader"/>.</summary>
    public static string Compute(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        ArgumentNullException.ThrowIfNull(timestamp);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(timestamp));
        hash.AppendData("."u8);
        hash.AppendData(body);
        return Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// Whether the signature is right and its time within <see cref="Tolerance"/> of now. Takes the same time for any wrong one.
    /// </summary>
    public static bool IsValid(string secret, string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)) return false;
        // Not by DateTimeOffset: a stranger may send any number.
        if (Math.Abs((decimal)seconds - now.ToUnixTimeSeconds()) > (decimal)Tolerance.TotalSeconds) return false;
        byte[] right = Encoding.ASCII.GetBytes(Compute(secret, timestamp, body));
        return CryptographicOperations.FixedTimeEquals(right, Encoding.UTF8.GetBytes(signature ?? ""));
    }
}
