using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Simulation.OpenClaw;

/// <summary>
/// A gateway that speaks OpenClaw's WebSocket protocol, as far as a voice service uses it, with an agent that says what it is told to.
/// docs/protocols/openclaw.md has the sources.
/// </summary>
public sealed class SimulatedOpenClaw : IAsyncDisposable
{
    private readonly SimulatedOpenClawOptions _options;
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ClawState _state;

    private SimulatedOpenClaw(SimulatedOpenClawOptions options)
    {
        _options = options;
        _state = new ClawState(options);
        _app = LocalServer.Create(IPAddress.Parse(options.Host), options.Port);
        _app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        _app.MapGet("/", ConnectAsync);
    }

    /// <summary>Where clients connect.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Connections so far, refused ones included.</summary>
    public int Attempts => _state.Attempts;

    /// <summary>Connections that were let in and are open.</summary>
    public int OpenConnections => _state.Clients.Count;

    /// <summary>Runs in the order in which they were asked for.</summary>
    public IReadOnlyList<ClawRecord> Runs => _state.Runs;

    /// <summary>Starts a gateway.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatedOpenClaw> StartAsync(SimulatedOpenClawOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var gateway = new SimulatedOpenClaw(options);
        Uri address = await LocalServer.StartAsync(gateway._app, cancellationToken);
        gateway.Url = new UriBuilder(address) { Scheme = "ws" }.Uri;
        return gateway;
    }

    /// <summary>Waits until a run was asked for.</summary>
    /// <param name="number">0 for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ClawRecord> RunAsync(int number, CancellationToken cancellationToken) => _state.RunAsync(number, cancellationToken);

    /// <summary>Takes all TCP connections down without a word. Runs go on.</summary>
    public void Drop() => _state.Drop();

    /// <summary>As if the process had been killed and started again: connections and runs are gone, what was written down is not.</summary>
    public void Restart() => _state.Restart();

    /// <summary>From now on the TCP connections are taken down as soon as a request of this method came, before it is looked at.</summary>
    /// <param name="method">Such as <c>chat.send</c>; null for none.</param>
    public void DropAt(string? method) => _state.DropAt = method;

    /// <summary>From now on no new connection is let in, or again.</summary>
    public bool IsAway
    {
        get => _state.IsAway;
        set => _state.IsAway = value;
    }

    /// <summary>Sends a text to all that are let in, whatever it is.</summary>
    public void SendRaw(string text) => _state.SendRaw(text);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync();
        foreach (ClawRecord run in _state.Runs)
        {
            await run.Stop.CancelAsync();
            await run.Performance;
        }

        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task ConnectAsync(HttpContext http)
    {
        int number = _state.NextAttempt();
        if (_state.IsAway || !http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token);
        using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
        var client = new ClawClient($"conn-{number}", socket, http.Abort, _state, _options);
        await client.RunAsync(over.Token);
    }
}
