using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime.Rules;
using AgenticAi.Simulation.Realtime.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Simulation.Realtime;

/// <summary>
/// A server that speaks the GA Realtime protocol as OpenAI's does, and answers from a scenario: <c>WS /v1/realtime</c> and
/// <c>GET /v1/models/{id}</c>.
/// </summary>
public sealed class SimulatedRealtimeServer : IAsyncDisposable
{
    /// <summary>How long a client may take to answer a close frame.</summary>
    internal static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    private static readonly RuleError WrongKey = new("invalid_api_key", "Incorrect API key provided.");

    private readonly SimulatedRealtimeOptions _options;
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SessionList _sessions;
    private int _attempts;

    private SimulatedRealtimeServer(SimulatedRealtimeOptions options)
    {
        _options = options;
        _sessions = new SessionList(options.KeptSessions);
        _app = LocalServer.Create(IPAddress.Parse(options.Host), options.Port);
        // Silence of the server has to be silence: no pings of its own.
        _app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        _app.MapGet("/v1/realtime", ConnectAsync);
        _app.MapGet("/v1/models/{id}", TellModel);
    }

    /// <summary>Where clients connect: <c>ws://host:port/v1/realtime</c>, without the model.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Sessions in the order in which they began; of those that are over, the latest.</summary>
    public IReadOnlyList<RealtimeSession> Sessions => _sessions.All;

    /// <summary>Sessions whose connection is open.</summary>
    public int OpenSessions => _sessions.Open;

    /// <summary>Waits until every client that said goodbye is gone: a goodbye arrives a little after it was sent.</summary>
    public Task AllClosedAsync(CancellationToken cancellationToken) => _sessions.NoneOpenAsync(cancellationToken);

    /// <summary>Attempts to connect so far, refused ones included.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>Starts a server.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatedRealtimeServer> StartAsync(SimulatedRealtimeOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var server = new SimulatedRealtimeServer(options);
        Uri address = await LocalServer.StartAsync(server._app, cancellationToken);
        server.Url = new UriBuilder(address) { Scheme = "ws", Path = "/v1/realtime" }.Uri;
        return server;
    }

    /// <summary>Waits until a session has begun.</summary>
    /// <param name="number">0 for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<RealtimeSession> SessionAsync(int number, CancellationToken cancellationToken) =>
        _sessions.WaitAsync(number, cancellationToken);

    /// <summary>Takes all connections down and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private SimulatedRealtimeOptions OptionsOfSession => _options.CountsAnew ? _options with { Ids = IdSource.Counting() } : _options;

    private async Task ConnectAsync(HttpContext http)
    {
        int attempt = Interlocked.Increment(ref _attempts) - 1;
        Reception reception =
            _options.Reception?.Invoke(new RealtimeArrival(attempt, RealtimeArrival.TraceOf(http.Request.Headers.TraceParent.ToString())))
            ?? new Reception(_options.Handshake(attempt), []);
        Handshake handshake = reception.Handshake;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token);
        try
        {
            if (handshake.Delay > TimeSpan.Zero) await Task.Delay(handshake.Delay, _options.Time, over.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (handshake.Reset) http.Abort();
        else if (handshake.Status != 0) TurnAway(http, handshake.Status);
        else if (!http.WebSockets.IsWebSocketRequest) http.Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (Bearer(http) is null) http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else await AcceptAsync(http, reception, over.Token);
    }

    // Its connection is of no use to a client that is turned away.
    private static void TurnAway(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Connection = "close";
    }

    private async Task AcceptAsync(HttpContext http, Reception reception, CancellationToken cancellationToken)
    {
        using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
        string model = http.Request.Query["model"].ToString();
        var outbox = new Outbox(socket, http.Abort, _options.Time);
        if (Refusal(http, model) is { } refusal)
        {
            await RefuseAsync(socket, outbox, refusal, cancellationToken);
            return;
        }

        RealtimeSession session = _sessions.Add(
            number => new RealtimeSession(new SessionState(number, model, OptionsOfSession, outbox) { Reception = reception }));
        try
        {
            await session.RunAsync(socket, cancellationToken);
        }
        finally
        {
            _sessions.Over(session);
        }
    }

    private RuleError? Refusal(HttpContext http, string model)
    {
        if (_options.ApiKey is { } key && Bearer(http) != key)
            return WrongKey;
        if (http.Request.Headers.ContainsKey("OpenAI-Beta")) return ClientEvents.BetaError;
        if (_options.Models.Contains(model)) return null;
        return model.Length == 0
            ? new RuleError("missing_model", "You must provide a model parameter.", "model")
            : UnknownModel(model);
    }

    private static RuleError UnknownModel(string model) =>
        new("model_not_found", $"The model `{model}` does not exist or you do not have access to it.", "model");

    private static IResult Refuse(RuleError error, int status) =>
        Results.Text(new JsonObject { ["error"] = error.ToJson() }.ToJsonString(), "application/json", statusCode: status);

    // The real server lets the socket open, says why, and closes: a wrong key with 3000, anything else with 4000.
    private async Task RefuseAsync(WebSocket socket, Outbox outbox, RuleError refusal, CancellationToken cancellationToken)
    {
        new EventOut(_options.Ids, outbox).Error(refusal);
        outbox.Close(refusal.Code == "invalid_api_key" ? 3000 : 4000, $"{refusal.Type}.{refusal.Code}");
        using var limit = new CancellationTokenSource(CloseLimit, _options.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        Task sending = outbox.RunAsync(over.Token);
        var inbox = new Inbox(socket);
        try
        {
            while (await inbox.ReceiveAsync(over.Token) is not null)
            {
                // What the client says after its refusal is not looked at.
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException)
        {
            // It went away.
        }

        await over.CancelAsync();
        await sending;
    }

    private IResult TellModel(HttpContext http, string id)
    {
        if (Bearer(http) is not { } key || (_options.ApiKey is { } right && key != right))
            return Refuse(WrongKey, StatusCodes.Status401Unauthorized);
        if (!_options.Models.Contains(id))
            return Refuse(UnknownModel(id), StatusCodes.Status404NotFound);
        string? shutdown = _options.Shutdowns.TryGetValue(id, out DateOnly date) ? date.ToString("O", null) : null;
        return Results.Json(new { id, @object = "model", created = 0, owned_by = "system", shutdown_date = shutdown });
    }

    private static string? Bearer(HttpContext http)
    {
        const string prefix = "Bearer ";
        string header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(prefix, StringComparison.Ordinal) && header.Length > prefix.Length ? header[prefix.Length..] : null;
    }
}
