namespace AgenticAi.Twilio.Signatures;

/// <summary>
/// The ways to write one URL that Twilio may have signed. Text is cut and joined here rather than parsed: a signature covers every
/// character, also those that a parser would tidy up.
/// </summary>
internal static class UrlForms
{
    /// <summary>Without port, and with it (the scheme's own where none is written).</summary>
    public static IReadOnlyCollection<string> OfWebhook(string url) => [.. Ports(url).Distinct(StringComparer.Ordinal)];

    /// <summary>Those of a webhook, in the wss and the https form, with and without a slash at the end of the path.</summary>
    public static IReadOnlyCollection<string> OfWebSocket(string url) =>
        [.. Schemes(url).SelectMany(HostCases).SelectMany(Slashes).SelectMany(Ports).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Ports(string url)
    {
        (string scheme, string authority, string tail) = Split(url);
        int colon = authority.IndexOf(':', Math.Max(authority.LastIndexOf('@'), authority.LastIndexOf(']')) + 1);
        string port = scheme is "https" or "wss" ? "443" : "80";
        yield return url;
        yield return colon < 0 ? $"{scheme}://{authority}:{port}{tail}" : $"{scheme}://{authority[..colon]}{tail}";
    }

    private static IEnumerable<string> Schemes(string url)
    {
        (string scheme, string authority, string tail) = Split(url);
        var secure = scheme is "https" or "wss";
        yield return $"{(secure ? "wss" : "ws")}://{authority}{tail}";
        yield return $"{(secure ? "https" : "http")}://{authority}{tail}";
    }

    /// <summary>TwiML carries the host in lower case, however it was configured.</summary>
    private static IEnumerable<string> HostCases(string url)
    {
        (string scheme, string authority, string tail) = Split(url);
        yield return url;
        yield return $"{scheme}://{authority.ToLowerInvariant()}{tail}";
    }

    private static IEnumerable<string> Slashes(string url)
    {
        int query = url.IndexOf('?', StringComparison.Ordinal);
        string path = query < 0 ? url : url[..query];
        string rest = query < 0 ? "" : url[query..];
        yield return url;
        yield return (path.EndsWith('/') ? path[..^1] : path + "/") + rest;
    }

    private static (string Scheme, string Authority, string Tail) Split(string url)
    {
        int scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) throw new ArgumentException($"'{url}' is not an absolute URL.", nameof(url));
        int start = scheme + 3;
        int end = url.AsSpan(start).IndexOfAny('/', '?', '#');
        return end < 0
            ? (url[..scheme], url[start..], "")
            : (url[..scheme], url[start..(start + end)], url[(start + end)..]);
    }
}
