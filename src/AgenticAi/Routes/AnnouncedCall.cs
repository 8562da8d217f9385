using AgenticAi.Calls;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Routes;

/// <summary>The call that a webhook is about.</summary>
internal static class AnnouncedCall
{
    /// <summary>Reads it, or answers the request with the reason why not and returns null.</summary>
    public static async Task<CallRequest?> ReadAsync(HttpContext context, IFormCollection form)
    {
        string callSid = form["CallSid"].ToString();
        if (CallSid.IsValid(callSid))
        {
            bool isOutbound = form["Direction"].ToString().StartsWith("outbound", StringComparison.Ordinal);
            return new CallRequest(callSid, CallSid.Party(form["From"]), CallSid.Party(form["To"]), isOutbound);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await context.Response.WriteAsync($"CallSid: {CallSid.Rule}", context.RequestAborted);
        return null;
    }
}
