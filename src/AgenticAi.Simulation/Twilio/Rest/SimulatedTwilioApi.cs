using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Simulation.Twilio.Rest;

/// <summary>
/// What a server needs of Twilio's REST API (twilio.com/docs/voice/api/call-resource): to end a call, to redirect it, and to look at
/// the account. It serves the calls of those simulated Twilios whose options name it.
/// </summary>
/// <remarks>
/// Of the parameters of a call it knows <c>Status=completed</c> and <c>Twiml</c>; others, <c>Status=canceled</c> and <c>Url</c> among
/// them, are refused. A call that is over is not found (20404); one whose webhook has not answered yet cannot be redirected (21220).
/// </remarks>
public sealed class SimulatedTwilioApi : IAsyncDisposable
{
    private const string Version = "2010-04-01";

    private readonly SimulatedTwilioApiOptions _options;
    private readonly string _authorization;
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly Queue<TwilioApiRequest> _requests = new();
    private int _count;

    private SimulatedTwilioApi(SimulatedTwilioApiOptions options)
    {
        _options = options;
        _authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.AccountSid}:{options.AuthToken}"));
        _app = LocalServer.Create(IPAddress.Loopback, port: 0);
        _app.Run(ServeAsync);
    }

    /// <summary>Where it listens: <c>http://127.0.0.1:port/</c>, to be used in place of <c>https://api.twilio.com/</c>.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The latest requests, in the order in which they came. One is here before it is carried out.</summary>
    public IReadOnlyList<TwilioApiRequest> Requests
    {
        get
        {
            lock (_gate) return [.. _requests];
        }
    }

    internal CallDirectory Calls { get; } = new();

    /// <summary>Starts an API on a free port of the loopback interface.</summary>
    public static async Task<SimulatedTwilioApi> StartAsync(SimulatedTwilioApiOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var api = new SimulatedTwilioApi(options);
        api.Url = await LocalServer.StartAsync(api._app, cancellationToken);
        return api;
    }

    /// <summary>Stops listening. Calls go on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext http)
    {
        string path = http.Request.Path.ToString();
        Dictionary<string, string> form = await FormAsync(http.Request);
        bool authorised = http.Request.Headers.Authorization.ToString() == _authorization;
        int number = Keep(new TwilioApiRequest(http.Request.Method, path, form, authorised));
        ApiAnswer answer = _options.Faults(number) is { } fault ? ApiAnswer.Fault(fault)
            : authorised ? Answer(http.Request.Method, path, form)
            : ApiAnswer.Unauthorised();
        if (_options.ClosesConnections) http.Response.Headers.Connection = "close";
        await Results.Text(answer.Body.ToJsonString(), "application/json", statusCode: answer.Status).ExecuteAsync(http);
    }

    private static async Task<Dictionary<string, string>> FormAsync(HttpRequest request)
    {
        if (!request.HasFormContentType) return [];
        IFormCollection form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
    }

    private int Keep(TwilioApiRequest request)
    {
        lock (_gate)
        {
            _requests.Enqueue(request);
            if (_requests.Count > _options.KeptRequests) _requests.Dequeue();
            return _count++;
        }
    }

    private ApiAnswer Answer(string method, string path, Dictionary<string, string> form) => (method, path.Split('/')) switch
    {
        ("GET", ["", Version, "Accounts", var account]) when account == _options.AccountSid + ".json" => Account(path),
        ("POST", ["", Version, "Accounts", var account, "Calls", var call]) when account == _options.AccountSid => Update(path, call, form),
        _ => ApiAnswer.NotFound(path),
    };

    private ApiAnswer Account(string path) => new(StatusCodes.Status200OK, new JsonObject
    {
        ["sid"] = _options.AccountSid,
        ["friendly_name"] = "Simulated account",
        ["status"] = "active",
        ["type"] = "Full",
        ["uri"] = path,
    });

    private ApiAnswer Update(string path, string file, Dictionary<string, string> form)
    {
        const string json = ".json";
        PhoneCall? call = file.EndsWith(json, StringComparison.Ordinal) ? Calls.Find(file[..^json.Length]) : null;
        if (call is null) return ApiAnswer.NotFound(path);
        if (form.TryGetValue("Status", out string? status))
        {
            if (status != "completed") return ApiAnswer.InvalidParameter($"Status '{status}' is not 'completed'");
            return call.TryHangUpByApi() ? Call(path, call, status) : ApiAnswer.NotFound(path);
        }

        if (!form.TryGetValue("Twiml", out string? twiml)) return ApiAnswer.InvalidParameter("Neither Status nor Twiml is given");
        if (!call.IsInProgress) return ApiAnswer.NotInProgress();
        return call.TryRedirect(twiml) ? Call(path, call, "in-progress") : ApiAnswer.NotFound(path);
    }

    private ApiAnswer Call(string path, PhoneCall call, string status) => new(StatusCodes.Status200OK, new JsonObject
    {
        ["sid"] = call.CallSid,
        ["account_sid"] = _options.AccountSid,
        ["status"] = status,
        ["direction"] = "inbound",
        ["api_version"] = Version,
        ["uri"] = path,
    });
}
