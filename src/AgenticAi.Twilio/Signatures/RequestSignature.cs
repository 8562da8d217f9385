using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace AgenticAi.Twilio.Signatures;

/// <summary>
/// The X-Twilio-Signature header: the proof that a request comes from Twilio. Base64 of HMAC-SHA1, keyed with the auth token, over the
/// URL followed by the name and value of each POST parameter, sorted by name.
/// <see href="https://www.twilio.com/docs/usage/webhooks/webhooks-security"/>
/// </summary>
public static class RequestSignature
{
    /// <summary>Computes the signature of a request.</summary>
    /// <param name="authToken">The account's primary auth token.</param>
    /// <param name="url">The URL as Twilio requested it, with its query string.</param>
    /// <param name="form">The POST parameters, decoded; a name may come more than once.</param>
    public static string Compute(string authToken, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        ArgumentException.ThrowIfNullOrEmpty(authToken);
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(form);
        return Sign(authToken, url + Flatten(form));
    }

    /// <summary>Whether a webhook request comes from Twilio.</summary>
    /// <remarks>The URL counts with and without its port, because Twilio signs either: its own libraries accept both.</remarks>
    /// <param name="authToken">The account's primary auth token.</param>
    /// <param name="url">The public URL, with its query string.</param>
    /// <param name="form">The POST parameters, decoded.</param>
    /// <param name="signature">The header's value, null when it is absent.</param>
    public static bool IsValid(
        string authToken, string url, IEnumerable<KeyValuePair<string, string>> form, string? signature)
    {
        ArgumentException.ThrowIfNullOrEmpty(authToken);
        ArgumentException.ThrowIfNullOrEmpty(url);
        ArgumentNullException.ThrowIfNull(form);
        return MatchesAny(authToken, UrlForms.OfWebhook(url), Flatten(form), signature);
    }

    /// <summary>Whether the upgrade request of a media stream comes from Twilio.</summary>
    /// <remarks>
    /// Twilio signs the wss URL of the TwiML. Behind proxies the https form of it and the form with a slash at the end (or without)
    /// were observed as well, and all of these prove the same: that the sender knows the auth token and means this endpoint.
    /// </remarks>
    /// <param name="authToken">The account's primary auth token.</param>
    /// <param name="publicUrl">The stream's public URL, in the https or the wss form.</param>
    /// <param name="signature">The header's value, null when it is absent.</param>
    public static bool IsValidForWebSocket(string authToken, string publicUrl, string? signature)
    {
        ArgumentException.ThrowIfNullOrEmpty(authToken);
        ArgumentException.ThrowIfNullOrEmpty(publicUrl);
        return MatchesAny(authToken, UrlForms.OfWebSocket(publicUrl), "", signature);
    }

    /// <summary>A name that comes more than once: each distinct value once, sorted, as Twilio's libraries for Node and Python do.</summary>
    private static string Flatten(IEnumerable<KeyValuePair<string, string>> form) => string.Concat(form
        .Distinct()
        .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
        .ThenBy(parameter => parameter.Value, StringComparer.Ordinal)
        .Select(parameter => parameter.Key + parameter.Value));

    private static bool MatchesAny(string authToken, IReadOnlyCollection<string> urls, string parameters, string? signature)
    {
        if (string.IsNullOrEmpty(signature)) return false;
        byte[] given = Encoding.UTF8.GetBytes(signature);
        var matches = false;

        // All are tried, whichever fits: how long it takes tells nothing.
        foreach (string url in urls)
            matches |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(authToken, url + parameters)), given);
        return matches;
    }

    [SuppressMessage("Security", "CA5350", Justification = "Twilio's choice; as a keyed hash SHA-1 is not broken.")]
    private static string Sign(string authToken, string text) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(text)));
}
