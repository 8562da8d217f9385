using System.Net;
using System.Net.Sockets;

namespace AgenticAi.Configuration.Reading;

/// <summary>Kinds of address. None may carry a user name or password, since addresses are printed.</summary>
internal static class AddressKinds
{
    /// <summary>An address of this machine to listen on. Not a name: which address a name has is decided elsewhere.</summary>
    public static ValueKind<string> ListenAddress { get; } = new(
        "an IP address such as 0.0.0.0, 127.0.0.1 or ::, or localhost",
        text => text == "localhost" || (IPAddress.TryParse(text, out IPAddress? address) && IsWrittenInFull(text, address))
            ? text
            : Parsed<string>.No(),
        text => text);

    /// <summary>A URL that must be there.</summary>
    /// <param name="secure">The scheme to prefer: wss or https.</param>
    /// <param name="plain">The same without TLS: ws or http.</param>
    /// <param name="hostOnly">Whether path and query are refused.</param>
    public static ValueKind<Uri> Url(string secure, string plain, bool hostOnly = false)
    {
        string allowed = $"a URL that begins with {secure}:// or {plain}://" + (hostOnly ? ", without path and query" : "");
        return new ValueKind<Uri>(
            allowed,
            text => Parse(text, secure, plain, hostOnly, out string? rule) is { } url
                ? url
                : Parsed<Uri>.No(rule, hide: text.Contains('@', StringComparison.Ordinal)),
            Show);
    }

    /// <summary>The same, or empty.</summary>
    public static ValueKind<Uri?> UrlOrEmpty(string secure, string plain, bool hostOnly = false)
    {
        ValueKind<Uri> kind = Url(secure, plain, hostOnly);
        return new ValueKind<Uri?>(
            kind.Allowed + ", or empty",
            text =>
            {
                if (text.Length == 0) return Parsed<Uri?>.But(null, null);
                Parsed<Uri> parsed = kind.Parse(text);
                return parsed.IsValue ? parsed.Value : Parsed<Uri?>.No(parsed.Rule, parsed.IsHidden);
            },
            url => url is null ? "" : Show(url));
    }

    private static Uri? Parse(string text, string secure, string plain, bool hostOnly, out string? rule)
    {
        rule = null;
        if (!TextKinds.IsOneWord(text) || !Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Host.Length == 0) return null;
        if (url.UserInfo.Length > 0) rule = "a URL without user name and password";
        else if (url.Scheme != secure && url.Scheme != plain) rule = OtherScheme(url.Scheme, secure, plain);
        else if (url.Fragment.Length > 0) rule = "a URL without #";
        else if (!hostOnly || url.PathAndQuery == "/") return url;
        return null;
    }

    private static string? OtherScheme(string scheme, string secure, string plain)
    {
        string? meant = scheme switch { "https" or "wss" => secure, "http" or "ws" => plain, _ => null };
        return meant is null ? null : $"a URL that begins with {secure}:// or {plain}:// (write {meant}:// in place of {scheme}://)";
    }

    /// <summary>Without this, 8080 would be the address 0.0.31.144.</summary>
    private static bool IsWrittenInFull(string text, IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count(c => c == '.') == 3;

    private static string Show(Uri url) => url.PathAndQuery == "/" ? url.GetLeftPart(UriPartial.Authority) : url.OriginalString;
}
