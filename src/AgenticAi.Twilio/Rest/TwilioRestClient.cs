using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace AgenticAi.Twilio.Rest;

/// <summary>
/// The few requests to Twilio's REST API that a call needs. Each is sent once: whether to repeat it is the caller's decision.
/// <see href="https://www.twilio.com/docs/voice/api/call-resource"/>
/// </summary>
public sealed class TwilioRestClient
{
    /// <summary>Twilio's own address.</summary>
    public static readonly Uri DefaultBaseUrl = new("https://api.twilio.com/");

    /// <summary>Inline TwiML may be this long, in characters. <see href="https://www.twilio.com/docs/api/errors/32018"/></summary>
    public const int LongestInlineTwiml = 4000;

    /// <summary>An answer is a few kilobytes long; what is longer is not Twilio's.</summary>
    private const int LongestAnswer = 256 * 1024;

    // No such resource; for a call: it is over. https://www.twilio.com/docs/api/errors/20404
    private const int NotFound = 20404;

    // The call is not in progress. https://www.twilio.com/docs/api/errors/21220
    private const int NotInProgress = 21220;

    private readonly HttpClient _http;
    private readonly string _accountSid;
    private readonly Uri _account;
    private readonly AuthenticationHeaderValue _authorization;

    /// <param name="http">Sends the requests; its timeout bounds them.</param>
    /// <param name="accountSid">The account (AC…).</param>
    /// <param name="authToken">Its auth token.</param>
    /// <param name="baseUrl">Where the API is; <see cref="DefaultBaseUrl"/> without.</param>
    public TwilioRestClient(HttpClient http, string accountSid, string authToken, Uri? baseUrl = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentException.ThrowIfNullOrEmpty(accountSid);
        ArgumentException.ThrowIfNullOrEmpty(authToken);
        _http = http;
        _accountSid = accountSid;
        _account = new Uri(baseUrl ?? DefaultBaseUrl, $"/2010-04-01/Accounts/{Uri.EscapeDataString(accountSid)}");
        _authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{accountSid}:{authToken}")));
    }

    /// <summary>Hangs up. A call that is already over is a success.</summary>
    public async Task<TwilioResult> EndCallAsync(string callSid, CancellationToken cancellationToken)
    {
        TwilioResult result = await UpdateAsync(callSid, "Status", "completed", cancellationToken);
        return result.Outcome is TwilioOutcome.CallOver ? result with { Succeeded = true } : result;
    }

    /// <summary>Makes a call in progress go on with other TwiML, which closes its media stream.</summary>
    /// <param name="callSid">The call (CA…).</param>
    /// <param name="twiml">At most <see cref="LongestInlineTwiml"/> characters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<TwilioResult> RedirectCallAsync(string callSid, string twiml, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(twiml);
        if (twiml.Length > LongestInlineTwiml)
            throw new ArgumentException(
                $"The TwiML has {twiml.Length} characters; Twilio takes {LongestInlineTwiml} in a request.", nameof(twiml));
        return UpdateAsync(callSid, "Twiml", twiml, cancellationToken);
    }

    /// <summary>Whether the account can be used: valid, unauthorised, suspended or unreachable, with a text that says what to do.</summary>
    public async Task<TwilioResult> CheckAccountAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _account + ".json");
        (TwilioResult result, byte[] body) = await SendAsync(request, cancellationToken);
        return result.Outcome switch
        {
            TwilioOutcome.Done => AccountStatus.Judge(_accountSid, body),
            TwilioOutcome.CallOver => new(false, TwilioOutcome.Unauthorised, $"Twilio knows no account {_accountSid}."),
            _ => result,
        };
    }

    private async Task<TwilioResult> UpdateAsync(string callSid, string field, string value, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(callSid);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create(field, value)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_account}/Calls/{Uri.EscapeDataString(callSid)}.json");
        request.Content = form;
        return (await SendAsync(request, cancellationToken)).Result;
    }

    private async Task<(TwilioResult Result, byte[] Body)> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = _authorization;
        try
        {
            using HttpResponseMessage response =
                await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return (Judge(response.StatusCode, body), body);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return (Unreachable(error.Message), []);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (Unreachable($"no answer within {_http.Timeout.TotalSeconds:0} s"), []);
        }
    }

    private TwilioResult Judge(HttpStatusCode status, byte[] body)
    {
        if (status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices) return new(true, TwilioOutcome.Done, "Done.");
        ErrorBody error = ErrorBody.Parse(body);
        string text = error.Describe((int)status);
        return (status, error.Code) switch
        {
            (_, NotFound or NotInProgress) => new(false, TwilioOutcome.CallOver, $"The call is already over ({text})."),
            (HttpStatusCode.Unauthorized, _) => new(
                false, TwilioOutcome.Unauthorised, $"Twilio does not know account {_accountSid} with this auth token ({text})."),
            ( >= HttpStatusCode.InternalServerError, _) => Unreachable(text),
            _ => new(false, TwilioOutcome.Refused, $"Twilio refused ({text})."),
        };
    }

    private TwilioResult Unreachable(string why) =>
        new(false, TwilioOutcome.Unreachable, $"Twilio cannot be reached at {_account.GetLeftPart(UriPartial.Authority)}: {why}.");
}
