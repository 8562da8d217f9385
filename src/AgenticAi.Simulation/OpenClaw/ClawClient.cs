using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace AgenticAi.Simulation.OpenClaw;

/// <summary>One connection to the simulated gateway: challenge, door, requests, events, ticks.</summary>
internal sealed class ClawClient
{
    private readonly Channel<(string Text, int Close)> _outbox = Channel.CreateBounded<(string, int)>(65_536);
    private readonly WebSocket _socket;
    private readonly Action _reset;
    private readonly ClawState _state;
    private readonly SimulatedOpenClawOptions _options;
    private readonly ClawMethods _methods;
    private volatile IReadOnlyList<string>? _scopes;
    private int _seq;

    public ClawClient(string id, WebSocket socket, Action reset, ClawState state, SimulatedOpenClawOptions options)
    {
        (Id, _socket, _reset, _state, _options) = (id, socket, reset, state, options);
        _methods = new ClawMethods(this, state, options);
    }

    public string Id { get; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task sending = SendAsync(over.Token);
        var nonce = new JsonObject { ["nonce"] = Id + "-nonce", ["ts"] = _options.Time.GetUtcNow().ToUnixTimeMilliseconds() };
        if (!_options.IsMute) Raw(ClawJsonOut.Event("connect.challenge", nonce, null).ToJsonString());
        Task ticking = TickAsync(over.Token);
        try
        {
            while (await ReceiveAsync(over.Token) is { } text) Take(text, over.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException)
        {
            // It went away.
        }

        _state.Leave(this);
        _outbox.Writer.TryComplete();
        await over.CancelAsync();
        await Task.WhenAll(sending, ticking, _methods.Waits);
    }

    public bool May(string scope) => _scopes is { } scopes && (scopes.Contains(scope) || scopes.Contains("operator.admin"));

    public void Send(JsonObject frame) => Raw(frame.ToJsonString());

    /// <summary>Numbered for this connection alone; what people said goes only to those who may read it.</summary>
    public void Event(string name, JsonObject payload)
    {
        if (name is "chat" or "agent" && !May("operator.read")) return;
        Raw(ClawJsonOut.Event(name, payload, Interlocked.Increment(ref _seq)).ToJsonString());
    }

    public void Raw(string text) => _outbox.Writer.TryWrite((text, 0));

    public void Reset() => _reset();

    private void Take(string text, CancellationToken cancellationToken)
    {
        JsonObject? frame = Parse(text);
        if (_scopes is not null)
        {
            if (frame is not null) _methods.Take(frame, cancellationToken);
            return;
        }

        if (_options.IsMute) return;
        ClawDoor door = ClawDoor.Judge(frame, Id, _state.Attempts <= _options.StartingFor, _state.UptimeMs, _options);
        _options.OnActivity?.Invoke(door.Scopes is null ? $"{Id} was turned away: {door.CloseReason}" : $"{Id} was let in");
        if (door.Scopes is not null)
        {
            _scopes = door.Scopes;
            Send(door.Response!);
            _state.Enter(this);
            return;
        }

        if (door.Response is not null) Send(door.Response);
        _outbox.Writer.TryWrite((door.CloseReason, door.CloseCode));
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach ((string text, int close) in _outbox.Reader.ReadAllAsync(cancellationToken))
            {
                if (close != 0) await _socket.CloseOutputAsync((WebSocketCloseStatus)close, text, cancellationToken);
                else await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, cancellationToken);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // The receiving side tells how the connection ended.
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_options.TickInterval, _options.Time, cancellationToken);
                if (_scopes is not null && !_options.KeepsTicks)
                    Event("tick", new JsonObject { ["ts"] = _options.Time.GetUtcNow().ToUnixTimeMilliseconds() });
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is over.
        }
    }

    private async Task<string?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        while (true)
        {
            ValueWebSocketReceiveResult result = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (result.MessageType == WebSocketMessageType.Close) return null;
            await message.WriteAsync(buffer.AsMemory(0, result.Count), cancellationToken);
            if (result.EndOfMessage) return Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
        }
    }
}
