using AgenticAi.Calls;
using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Routes;

/// <summary>
/// <c>POST /twilio/voice</c>: a call has come in. Answers where its audio is to be sent, with a token that lets only it in.
/// </summary>
internal sealed class VoiceRoute(TwilioForm forms, CallRegistry calls, CallTwiml twiml, ServerConfig config, ILogger<VoiceRoute> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await forms.ReadAsync(context) is { } form && await AnnouncedCall.ReadAsync(context, form) is { } request)
            await (await AnswerAsync(context, request)).ExecuteAsync(context);
    }

    private async Task<IResult> AnswerAsync(HttpContext context, CallRequest request)
    {
        Admission admission = await calls.AdmitAsync(request);
        if (admission.Call is not null) return twiml.Stream(context.Request, request.CallSid);
        logger.CallNotAdmitted(request.CallSid, admission.Refusal.ToString());
        return CallTwiml.Hangup(config.BusyMessage);
    }
}
