using AgenticAi.Calls;
using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Conversations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Routes;

/// <summary>
/// <c>POST /twilio/status</c>: what became of a call. Ends calls that Twilio ended before their stream began; a running stream tells
/// its end itself.
/// </summary>
internal sealed class StatusRoute(TwilioForm forms, CallRegistry calls, ILogger<StatusRoute> logger)
{
    private static readonly HashSet<string> Final = ["completed", "busy", "failed", "no-answer", "canceled"];

    public async Task HandleAsync(HttpContext context)
    {
        if (await forms.ReadAsync(context) is not { } form) return;
        string callSid = form["CallSid"].ToString();
        string status = form["CallStatus"].ToString();
        if (CallSid.IsValid(callSid) && CallSid.IsValid(status))
        {
            logger.StatusReported(callSid, status);
            if (Final.Contains(status) && calls.Find(callSid) is { Status: CallStatus.Announced } call)
                call.End(new CallEnd(CallEndReason.CallerHungUp, $"Twilio reports the call as {status}"));
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
