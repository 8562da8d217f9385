using System.Net.WebSockets;
using AgenticAi.Calls;
using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Twilio.MediaStreams;
using AgenticAi.Twilio.StreamTokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Routes;

/// <summary>
/// <c>WS /twilio/media-stream</c>: a call's audio. The signature proves Twilio, the token ties the socket to the call, and a socket
/// that does not say in time which call it is gets closed.
/// </summary>
internal sealed class MediaStreamRoute(
    TwilioForm forms,
    CallRegistry calls,
    StreamTokenIssuer tokens,
    MediaStreamLimits limits,
    CallMetrics metrics,
    TimeProvider time,
    ILogger<MediaStreamRoute> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            await context.Response.WriteAsync("This address speaks Twilio Media Streams over WebSocket.", context.RequestAborted);
            return;
        }

        if (!forms.IsSigned(context.Request))
        {
            Refused("the signature is missing or wrong");
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        await using var stream = new MediaStreamConnection(socket, limits, time);
        StreamStarted started;
        try
        {
            // Not the request's own token: a socket that is lost says so itself, and its loss is no fault of ours.
            started = await stream.ReceiveStartAsync(CancellationToken.None);
        }
        catch (MediaStreamStartException error)
        {
            Refused(error.Message);
            await stream.CloseAsync(WebSocketCloseStatus.PolicyViolation, "no start message");
            return;
        }

        await CarryAsync(stream, started);
    }

    private async Task CarryAsync(MediaStreamConnection stream, StreamStarted started)
    {
        string token = started.CustomParameters.GetValueOrDefault(CallTwiml.TokenParameter, "");
        Call? call = tokens.TryRedeem(token, started.CallSid) ? calls.Find(started.CallSid) : null;
        if (call is not null && started.MediaFormat != MediaFormat.Mulaw8000)
        {
            call.End(new CallEnd(CallEndReason.CallerRefused, $"the stream's format is {started.MediaFormat}"));
            await RefuseAsync(stream, "the format must be audio/x-mulaw, 8000 Hz, one channel");
        }
        else if (call is not null && await calls.AttachAsync(call, stream) is { } owner)
        {
            await owner.Completion;
        }
        else
        {
            await RefuseAsync(stream, call is null ? "the token is wrong, used or expired" : "the call has a stream already, or is over");
        }
    }

    private async Task RefuseAsync(MediaStreamConnection stream, string reason)
    {
        Refused(reason);
        await stream.CloseAsync(WebSocketCloseStatus.PolicyViolation, reason);
    }

    private void Refused(string reason)
    {
        logger.StreamRefused(reason);
        metrics.StreamRefused();
    }
}
