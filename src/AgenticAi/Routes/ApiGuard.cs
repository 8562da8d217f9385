using System.Net;
using System.Security.Cryptography;
using System.Text;
using AgenticAi.Configuration;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Routes;

/// <summary>
/// Lets only those use /api who know the token. Without a configured token only direct requests from this machine are let in: one
/// that came through a proxy or a tunnel arrives from this machine too, but says so in its headers or its host.
/// </summary>
internal sealed class ApiGuard(ServerConfig config) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpRequest request = context.HttpContext.Request;
        if (!config.ApiToken.IsEmpty)
        {
            return HasToken(request)
                ? await next(context)
                : ApiError.Answer(StatusCodes.Status401Unauthorized, "a bearer token is needed (server.api_token)");
        }

        return IsDirectFromHere(request)
            ? await next(context)
            : ApiError.Answer(
                StatusCodes.Status403Forbidden, "without server.api_token the API answers only direct requests from this machine");
    }

    private bool HasToken(HttpRequest request) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes("Bearer " + config.ApiToken.Reveal())),
        SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())));

    private static bool IsDirectFromHere(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)
        && !request.Headers.ContainsKey("X-Forwarded-For") && !request.Headers.ContainsKey("Forwarded")
        && LoopbackHost.Is(request.Host);
}
