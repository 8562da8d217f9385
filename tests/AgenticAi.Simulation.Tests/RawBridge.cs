using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Simulation.Tests;

/// <summary>
/// The smallest server that lets a caller of the simulated Twilio talk to the simulated model: G.711 is passed through, the caller's
/// speech empties Twilio's buffer. Written by hand against the protocols, with none of the product in it.
/// </summary>
internal sealed class RawBridge(Uri model) : IAsyncDisposable
{
    private WebApplication? _app;

    public Uri WebhookUrl { get; private set; } = null!;

    public async Task<RawBridge> StartAsync(CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.MapPost("/voice", (HttpContext http) => Results.Text(
            $"<Response><Connect><Stream url=\"ws://{http.Request.Host}/media\"/></Connect></Response>", "text/xml"));
        _app.MapGet("/media", BridgeAsync);
        await _app.StartAsync(cancellationToken);
        WebhookUrl = new Uri(_app.Urls.First() + "/voice");
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    private async Task BridgeAsync(HttpContext http)
    {
        using WebSocket phone = await http.WebSockets.AcceptWebSocketAsync();
        using var realtime = new ClientWebSocket();
        realtime.Options.SetRequestHeader("Authorization", "Bearer key");
        await realtime.ConnectAsync(new Uri($"{model}?model=gpt-realtime-2.1"), http.RequestAborted);
        await SendAsync(realtime, """
            {"type":"session.update","session":{"type":"realtime","audio":{"input":{"format":{"type":"audio/pcmu"},
            "transcription":{"model":"gpt-transcribe"},"turn_detection":{"type":"server_vad","threshold":0.6,"prefix_padding_ms":200,
            "silence_duration_ms":300}},"output":{"format":{"type":"audio/pcmu"},"voice":"alloy"}}}}
            """);
        var streamSid = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task back = BackAsync(realtime, phone, streamSid.Task);
        await ForthAsync(phone, realtime, streamSid);
        await realtime.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        await back;
        if (phone.State == WebSocketState.CloseReceived)
            await phone.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
    }

    private static async Task ForthAsync(WebSocket phone, WebSocket realtime, TaskCompletionSource<string> streamSid)
    {
        while (await ReceiveAsync(phone) is { } text)
        {
            using JsonDocument json = JsonDocument.Parse(text);
            if (text.Contains("\"event\":\"start\"", StringComparison.Ordinal))
                streamSid.SetResult(json.RootElement.GetProperty("streamSid").GetString()!);
            if (!text.Contains("\"event\":\"media\"", StringComparison.Ordinal)) continue;
            string payload = json.RootElement.GetProperty("media").GetProperty("payload").GetString()!;
            await SendAsync(realtime, $"{{\"type\":\"input_audio_buffer.append\",\"audio\":\"{payload}\"}}");
        }
    }

    private static async Task BackAsync(WebSocket realtime, WebSocket phone, Task<string> streamSid)
    {
        while (await ReceiveAsync(realtime) is { } text)
        {
            using JsonDocument json = JsonDocument.Parse(text);
            string sid = await streamSid;
            switch (json.RootElement.GetProperty("type").GetString())
            {
                case "response.output_audio.delta":
                    string audio = json.RootElement.GetProperty("delta").GetString()!;
                    await SendAsync(phone, $"{{\"event\":\"media\",\"streamSid\":\"{sid}\",\"media\":{{\"payload\":\"{audio}\"}}}}");
                    break;
                case "response.output_audio.done":
                    await SendAsync(phone, $"{{\"event\":\"mark\",\"streamSid\":\"{sid}\",\"mark\":{{\"name\":\"end\"}}}}");
                    break;
                case "input_audio_buffer.speech_started":
                    await SendAsync(phone, $"{{\"event\":\"clear\",\"streamSid\":\"{sid}\"}}");
                    break;
            }
        }
    }

    private static async Task SendAsync(WebSocket socket, string text)
    {
        if (socket.State == WebSocketState.Open)
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
    }

    private static async Task<string?> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[1 << 20];
        int length = 0;
        while (true)
        {
            var free = new ArraySegment<byte>(buffer, length, buffer.Length - length);
            WebSocketReceiveResult result = await socket.ReceiveAsync(free, CancellationToken.None);
            if (result.MessageType == WebSocketMessageType.Close) return null;
            length += result.Count;
            if (result.EndOfMessage) return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }
}
