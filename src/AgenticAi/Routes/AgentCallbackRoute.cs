using AgenticAi.Agents.Http;
using AgenticAi.Conversations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Routes;

/// <summary>
/// <c>POST /agents/callback/{taskId}</c>: an agent's answer that comes later. Signed like the task; taken once (204), refused without a
/// right signature (401), as no answer to this task (400), too long (413), or when nobody waits for it any more (404).
/// </summary>
internal sealed class AgentCallbackRoute(IAgentGateway? gateway, ILogger<AgentCallbackRoute> logger)
{
    public async Task HandleAsync(string taskId, HttpContext context)
    {
        if (gateway is not HttpAgentGateway { Callbacks: var callbacks })
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = AgentCallbacks.MaxBodyBytes;
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            CallbackVerdict verdict = callbacks.Take(
                taskId,
                context.Request.Headers[AgentSignature.TimestampHeader],
                context.Request.Headers[AgentSignature.SignatureHeader],
                body.ToArray());
            context.Response.StatusCode = StatusOf(verdict);
            if (verdict != CallbackVerdict.Taken) logger.AgentAnswerRefused(CallSid.Party(taskId), verdict.ToString());
        }
        catch (BadHttpRequestException error)
        {
            context.Response.StatusCode = error.StatusCode;
        }
    }

    private static int StatusOf(CallbackVerdict verdict) => verdict switch
    {
        CallbackVerdict.Taken => StatusCodes.Status204NoContent,
        CallbackVerdict.NotSigned => StatusCodes.Status401Unauthorized,
        CallbackVerdict.Malformed => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status404NotFound,
    };
}
