using AgenticAi.Calls.Lifecycle;
using AgenticAi.Configuration;
using AgenticAi.Hosting;
using AgenticAi.Twilio.StreamTokens;
using AgenticAi.Twilio.TwiML;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Routes;

/// <summary>
/// <c>POST /twilio/voice</c>: a call has come in. Answers where its audio is to be sent, with a token that lets only it in.
/// </summary>
internal sealed class VoiceRoute(
    TwilioForm forms, CallRegistry calls, StreamTokenIssuer tokens, PublicAddress address, AgenticAiConfig config, ILogger<VoiceRoute> logger)
{
    /// <summary>The stream parameter that carries the token.</summary>
    public const string TokenParameter = "token";

    public async Task HandleAsync(HttpContext context)
    {
        if (await forms.ReadAsync(context) is not { } form) return;
        string callSid = form["CallSid"].ToString();
        if (!CallSid.IsValid(callSid))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync($"CallSid: {CallSid.Rule}", context.RequestAborted);
            return;
        }

        bool isOutbound = form["Direction"].ToString().StartsWith("outbound", StringComparison.Ordinal);
        var request = new CallRequest(callSid, CallSid.Party(form["From"]), CallSid.Party(form["To"]), isOutbound);
        await Answer(context, request).ExecuteAsync(context);
    }

    private IResult Answer(HttpContext context, CallRequest request)
    {
        var response = new VoiceResponse();
        if (calls.TryAdmit(request, out AdmissionRefusal refusal) is not null)
        {
            response.ConnectStream(
                address.MediaStream(context.Request), [KeyValuePair.Create(TokenParameter, tokens.Issue(request.CallSid))]);
        }
        else
        {
            logger.CallNotAdmitted(request.CallSid, refusal.ToString());
            response.Say(config.Server.BusyMessage).Hangup();
        }

        return Results.Content(response.ToXml(), "text/xml; charset=utf-8");
    }
}
