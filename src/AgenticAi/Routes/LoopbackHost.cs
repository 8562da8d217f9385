using System.Net;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Routes;

/// <summary>Tells whether a request names this machine itself.</summary>
internal static class LoopbackHost
{
    public static bool Is(HostString host) =>
        host.Host == "localhost" || (IPAddress.TryParse(host.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
