using AgenticAi.Configuration;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Routes;

/// <summary>
/// The address under which Twilio sees this server. Behind a proxy or a tunnel the request itself does not tell it, so
/// <c>server.public_url</c> does; without that the request's own host is taken, and https unless that host is this machine: Twilio
/// opens streams over TLS only, so what ends it stands in front of us.
/// </summary>
internal sealed class PublicAddress(ServerConfig config)
{
    /// <summary>The URL of this request as Twilio called it and signed it.</summary>
    public string Of(HttpRequest request) => Base(request) + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();

    /// <summary>
    /// Makes Twilio ask again when nobody answers or a proxy does in our place: 5 times, 15 s in all
    /// (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides). It is no part of the request.
    /// </summary>
    public const string RetryFragment = "#rc=5&rp=all";

    /// <summary>Where a call is to ask when its stream was closed.</summary>
    /// <param name="request">The request that is answered.</param>
    /// <param name="isAskedAgain">Whether it is worth the caller's time to ask again when nobody answers.</param>
    public Uri Resume(HttpRequest request, bool isAskedAgain) =>
        new(Base(request) + TwilioPaths.Resume + (isAskedAgain ? RetryFragment : ""));

    /// <summary>Where the media stream is to be opened: wss, or ws where the server is reached over plain http.</summary>
    public Uri MediaStream(HttpRequest request)
    {
        string address = Base(request) + TwilioPaths.MediaStream;
        return new Uri(address.StartsWith("https:", StringComparison.Ordinal) ? "wss" + address[5..] : "ws" + address[4..]);
    }

    private string Base(HttpRequest request) =>
        config.PublicUrl is { } url ? url.GetLeftPart(UriPartial.Authority) : $"{SchemeOf(request.Host)}://{request.Host.ToUriComponent()}";

    private static string SchemeOf(HostString host) => LoopbackHost.Is(host) ? "http" : "https";
}
