using AgenticAi.Configuration;
using AgenticAi.Twilio.Signatures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Routes;

/// <summary>The form of a webhook, read and proven to be Twilio's.</summary>
internal sealed class TwilioForm(AgenticAiConfig config, PublicAddress address, ILogger<TwilioForm> logger)
{
    private const string SignatureHeader = "X-Twilio-Signature";

    /// <summary>Reads the form, or answers the request with the reason why not and returns null.</summary>
    /// <param name="context">The request.</param>
    /// <param name="fragment">
    /// What we have written behind the URL. The request does not carry it, and whether Twilio signs it is not published.
    /// </param>
    public async Task<IFormCollection?> ReadAsync(HttpContext context, string fragment = "")
    {
        HttpRequest request = context.Request;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = config.Server.WebhookBodyLimitBytes;
        if (!request.HasFormContentType)
            return await RefuseAsync(
                context, StatusCodes.Status415UnsupportedMediaType, "the body must be a form (application/x-www-form-urlencoded)");
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception error) when (error is BadHttpRequestException or InvalidDataException)
        {
            int status = error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status400BadRequest;
            return await RefuseAsync(context, status, error.Message);
        }

        return IsSigned(request, form, "") || (fragment.Length > 0 && IsSigned(request, form, fragment))
            ? form
            : await RefuseAsync(context, StatusCodes.Status403Forbidden, "the signature is missing or wrong");
    }

    /// <summary>Whether the request for the media stream's WebSocket is Twilio's.</summary>
    public bool IsSigned(HttpRequest upgrade) => !config.Twilio.ValidateSignatures
        || RequestSignature.IsValidForWebSocket(config.Twilio.AuthToken.Reveal(), address.Of(upgrade), upgrade.Headers[SignatureHeader]);

    private bool IsSigned(HttpRequest request, IFormCollection form, string fragment) => !config.Twilio.ValidateSignatures
        || RequestSignature.IsValid(
            config.Twilio.AuthToken.Reveal(),
            address.Of(request) + fragment,
            form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))),
            request.Headers[SignatureHeader]);

    private async Task<IFormCollection?> RefuseAsync(HttpContext context, int status, string reason)
    {
        logger.RequestRefused(context.Request.Path, reason);
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(reason, context.RequestAborted);
        return null;
    }
}
