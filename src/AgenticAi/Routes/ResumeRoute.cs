using AgenticAi.Calls;
using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Routes;

/// <summary>
/// <c>POST /twilio/resume</c>: the stream of a call was closed, and the call goes on with what its TwiML says next, which is to ask here.
/// A call that failed hears an apology, and one that we ended is hung up; where calls come back, a conversation that is not over gets
/// another stream.
/// </summary>
internal sealed class ResumeRoute(
    TwilioForm forms, CallRegistry calls, CallTwiml twiml, CallMetrics metrics, AgenticAiConfig config, ILogger<ResumeRoute> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await forms.ReadAsync(context, PublicAddress.RetryFragment) is { } form
            && await AnnouncedCall.ReadAsync(context, form) is { } request)
        {
            await (await AnswerAsync(context.Request, request)).ExecuteAsync(context);
        }
    }

    private async Task<IResult> AnswerAsync(HttpRequest http, CallRequest request)
    {
        Comeback comeback = await calls.ResumeAsync(request);
        metrics.CameBack(comeback);
        logger.CallCameBack(request.CallSid, comeback.Name());
        return comeback switch
        {
            Comeback.GoesOn or Comeback.Begins => twiml.Stream(http, request.CallSid),
            Comeback.Over => CallTwiml.Hangup(),
            Comeback.Full => CallTwiml.Hangup(config.Server.BusyMessage),
            Comeback.Draining => Results.Text("going down; ask again", statusCode: StatusCodes.Status503ServiceUnavailable),
            Comeback.Failed or Comeback.Forgotten or Comeback.BrokenTooOften => CallTwiml.Hangup(config.Server.FailureMessage),
            _ => throw new InvalidOperationException($"No answer to a call that comes back as {comeback}."),
        };
    }
}
