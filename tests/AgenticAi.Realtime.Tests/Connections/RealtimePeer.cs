using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Realtime.Tests.Fixtures;
using AgenticAi.Testing;

namespace AgenticAi.Realtime.Tests.Connections;

/// <summary>The server's side of a session in memory: sends what the test wrote by hand, shows what came.</summary>
/// <param name="wireBytes">How much is on its way before a sender has to wait.</param>
internal sealed class RealtimePeer(int wireBytes = 1024 * 1024) : IDisposable
{
    public const string Key = "sk-proj-very-secret";

    private readonly WebSocketPair _pair = new(wireBytes);

    public ManualTimeProvider Time { get; } = new();

    public RecordingLoggerFactory Logs { get; } = new();

    public WebSocket Socket => _pair.Server;

    /// <summary>The other end, for the code under test.</summary>
    public WebSocket Client => _pair.Client;

    public static RealtimeEndpoint Endpoint(string model = RealtimeModel.Default) =>
        new(new Uri("ws://model.test/v1/realtime"), Key, model);

    public Task<RealtimeConnection> ConnectAsync(
        RealtimeSession? session = null,
        RealtimeConnectionOptions? options = null,
        RealtimeEndpoint? endpoint = null,
        CancellationTokenSource? cancellation = null) => RealtimeConnection.ConnectAsync(
            Client,
            endpoint ?? Endpoint(),
            session ?? new RealtimeSession(),
            options ?? new RealtimeConnectionOptions(),
            Time,
            Logs.CreateLogger("realtime"),
            cancellation?.Token ?? TestContext.Current.CancellationToken);

    /// <summary>A session that stands.</summary>
    public async Task<RealtimeConnection> OpenAsync(RealtimeConnectionOptions? options = null)
    {
        Task<RealtimeConnection> connecting = ConnectAsync(options: options);
        await ShakeHandsAsync();
        return await connecting.Within();
    }

    /// <returns>The settings that the client sent.</returns>
    public async Task<JsonElement> ShakeHandsAsync()
    {
        await SendAsync(Samples.Read("session.created"));
        JsonElement update = await ReceiveAsync();
        await SendAsync("""{"type":"session.updated","session":{"id":"sess_A1","model":"gpt-realtime-2.1-2026-07-01"}}""");
        return update;
    }

    public Task SendAsync(string message) => SendAsync(Encoding.UTF8.GetBytes(message));

    public Task SendAsync(byte[] message) => SendAsync(message, WebSocketMessageType.Text);

    public Task SendAsync(byte[] message, WebSocketMessageType type) =>
        Socket.SendAsync(message, type, endOfMessage: true, TestContext.Current.CancellationToken).Within();

    public async Task<JsonElement> ReceiveAsync()
    {
        byte[] buffer = new byte[256 * 1024];
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult frame =
                await Socket.ReceiveAsync(buffer.AsMemory(length), TestContext.Current.CancellationToken).AsTask().Within();
            frame.MessageType.ShouldBe(WebSocketMessageType.Text);
            length += frame.Count;
            if (frame.EndOfMessage) return JsonElement.Parse(buffer.AsSpan(0, length));
        }
    }

    public async Task ReceiveCloseAsync()
    {
        ValueWebSocketReceiveResult frame =
            await Socket.ReceiveAsync(new byte[16].AsMemory(), TestContext.Current.CancellationToken).AsTask().Within();
        frame.MessageType.ShouldBe(WebSocketMessageType.Close);
    }

    public Task CloseAsync(int status, string description) =>
        Socket.CloseOutputAsync((WebSocketCloseStatus)status, description, TestContext.Current.CancellationToken).Within();

    public void Cut() => _pair.Cut();

    /// <summary>Lets the client hang up: answers the goodbye it says, if it has not been lost before.</summary>
    public async Task SeeOffAsync(Task leaving)
    {
        try
        {
            if (Socket.State is WebSocketState.Open) await CloseAsync(1000, "");
        }
        catch (WebSocketException)
        {
            // It has gone already.
        }

        await leaving.Within();
    }

    public void Dispose() => _pair.Dispose();
}
