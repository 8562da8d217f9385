using System.Net;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Events.Reading;

namespace AgenticAi.Realtime.Connections;

/// <summary>Keeps the answer of a server that would not switch to WebSocket, for its body says why.</summary>
internal sealed class UpgradeRefusal(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int LongestBody = 64 * 1024;

    public HttpStatusCode? Status { get; private set; }

    private ErrorReceived? Error { get; set; }

    public RealtimeConnectException ToException(RealtimeEndpoint endpoint, Exception cause)
    {
        if (Status is not { } status || status == HttpStatusCode.SwitchingProtocols)
        {
            RealtimeConnectFailure kind = Status is null ? RealtimeConnectFailure.Unreachable : RealtimeConnectFailure.ProtocolError;
            return new RealtimeConnectException(kind, $"No connection to {endpoint}: {endpoint.Quote(cause.Message)}", cause: cause);
        }

        string? code = Error is null ? CodeOf(status) : RealtimeErrors.CodeOf(Error);
        string words = Error is null ? "" : ": " + endpoint.Quote(Error.Message);
        return new RealtimeConnectException(
            KindOf(status), $"{endpoint} answered {(int)status} {code}{words}", code, status == HttpStatusCode.Unauthorized, cause);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        Status = response.StatusCode;
        if ((int)response.StatusCode >= 400) Error = await ReadErrorAsync(response, cancellationToken);
        return response;
    }

    private static async Task<ErrorReceived?> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestBody, cancellationToken);
            return EventFields.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken)).Error;
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or RealtimeProtocolException
            or InvalidOperationException or HttpRequestException)
        {
            // Many proxies answer with a page, or with more than anyone wants to read; the status must do.
            return null;
        }
    }

    private static RealtimeConnectFailure KindOf(HttpStatusCode status) => (int)status switch
    {
        >= 500 => RealtimeConnectFailure.Unreachable,
        >= 400 => RealtimeConnectFailure.Refused,
        _ => RealtimeConnectFailure.ProtocolError,
    };

    private static string? CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => RealtimeErrors.InvalidApiKey,
        HttpStatusCode.Forbidden => RealtimeErrors.AccessDenied,
        HttpStatusCode.NotFound => RealtimeErrors.ModelNotFound,
        HttpStatusCode.TooManyRequests => "rate_limit_exceeded",
        _ => null,
    };
}
