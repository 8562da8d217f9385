using System.Globalization;

namespace AgenticAi.Simulation.Twilio;

/// <summary>Makes the signed HTTP requests of one call.</summary>
internal sealed class TwilioRequests : IDisposable
{
    private readonly SimulatedTwilioOptions _options;
    private readonly CallPlan _plan;
    private readonly string _callSid;
    private readonly HttpMessageInvoker _http;

    public TwilioRequests(SimulatedTwilioOptions options, CallPlan plan, string callSid)
    {
        (_options, _plan, _callSid) = (options, plan, callSid);
        _http = options.Handler is null
            ? new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            : new HttpMessageInvoker(options.Handler, disposeHandler: false);
    }

    /// <summary>Asks the server what to do with the call.</summary>
    /// <param name="url">The URL to sign and, unless options say otherwise, to connect to.</param>
    /// <param name="status"><c>ringing</c>, <c>in-progress</c>, <c>completed</c> …</param>
    /// <param name="duration">Told in status callbacks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(int Status, string Type, string Body)> PostAsync(
        Uri url, string status, TimeSpan? duration, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.WebhookLimit, _options.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Dictionary<string, string> form = Form(status, duration);
        using var request = new HttpRequestMessage(HttpMethod.Post, Target(url)) { Content = new FormUrlEncodedContent(form) };
        foreach ((string name, string value) in _options.Headers) request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("User-Agent", "TwilioProxy/1.1");
        if (Signature(Signed(url), form) is { } signature) request.Headers.TryAddWithoutValidation(TwilioSignature.Header, signature);
        using HttpResponseMessage response = await _http.SendAsync(request, linked.Token);
        string body = await response.Content.ReadAsStringAsync(linked.Token);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", body);
    }

    /// <summary>Fetches a recording.</summary>
    public async Task<Stream> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return new MemoryStream(await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    public void Dispose() => _http.Dispose();

    // Redirects that name the public host are signed as they are, and lead to the server under test.
    private Uri Target(Uri url) => _options.ConnectTo?.Invoke(url) ?? url;

    // What the server cannot see is not signed, unless the option says so.
    private Uri Signed(Uri url)
    {
        Uri known = url.OriginalString == _options.WebhookUrl.OriginalString ? _options.SignedWebhookUrl ?? url : url;
        return known.Fragment.Length == 0 || _options.SignsFragment ? known : new Uri(known.OriginalString.Split('#')[0]);
    }

    private string? Signature(Uri url, Dictionary<string, string> form) => _plan.Faults.WebhookSignature switch
    {
        SignatureFault.Missing => null,
        SignatureFault.Wrong => TwilioSignature.Compute(_options.AuthToken + "x", url.OriginalString, form),
        _ => TwilioSignature.Compute(_options.AuthToken, url.OriginalString, form),
    };

    private Dictionary<string, string> Form(string status, TimeSpan? duration)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CallSid"] = _callSid,
            ["AccountSid"] = _options.AccountSid,
            ["From"] = _plan.From,
            ["To"] = _plan.To,
            ["Caller"] = _plan.From,
            ["Called"] = _plan.To,
            ["CallStatus"] = status,
            ["Direction"] = "inbound",
            ["ApiVersion"] = "2010-04-01",
        };
        if (duration is { } time) form["CallDuration"] = ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        foreach ((string name, string value) in _plan.Form) form[name] = value;
        return form;
    }
}
