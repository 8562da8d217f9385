using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Simulation.Tests.Twilio;

/// <summary>The server's end of a media stream, spoken by hand.</summary>
internal sealed class RawStream(WebSocket socket, HttpContext http, CancellationToken stopping)
{
    private readonly byte[] _buffer = new byte[1 << 16];

    public List<JsonObject> Received { get; } = [];

    public WebSocket Socket => socket;

    public string StreamSid => Received.First(message => (string?)message["event"] == "start")["streamSid"]!.GetValue<string>();

    /// <summary>Frames the last message came in.</summary>
    public int Frames { get; private set; }

    /// <summary>The connection was lost rather than closed.</summary>
    public bool IsLost { get; private set; }

    public IEnumerable<JsonObject> Of(string name) => Received.Where(message => (string?)message["event"] == name);

    /// <summary>The next message; null at the end.</summary>
    public async Task<JsonObject?> NextAsync()
    {
        int length = 0;
        Frames = 0;
        try
        {
            while (true)
            {
                var free = new ArraySegment<byte>(_buffer, length, _buffer.Length - length);
                WebSocketReceiveResult result = await socket.ReceiveAsync(free, stopping);
                if (result.MessageType == WebSocketMessageType.Close) return null;
                Frames++;
                length += result.Count;
                if (!result.EndOfMessage) continue;
                string text = Encoding.UTF8.GetString(_buffer, 0, length);
                bool binary = result.MessageType == WebSocketMessageType.Binary;
                JsonObject message = text.StartsWith('{') && !binary
                    ? JsonNode.Parse(text)!.AsObject()
                    : new JsonObject { ["event"] = binary ? "binary" : "garbage", ["text"] = text };
                Received.Add(message);
                return message;
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            IsLost = true;
            return null;
        }
    }

    public async Task<JsonObject> UntilAsync(string name)
    {
        while (true)
        {
            JsonObject message = await NextAsync() ?? throw new InvalidOperationException($"The stream ended before '{name}' came.");
            if ((string?)message["event"] == name) return message;
        }
    }

    public async Task ReadToEndAsync()
    {
        while (await NextAsync() is not null)
        {
            // Everything is kept in Received.
        }

        await CloseAsync();
    }

    public Task SendAsync(string text, WebSocketMessageType type = WebSocketMessageType.Text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), type, true, stopping);

    public Task PlayAsync(ReadOnlySpan<byte> mulaw) => SendAsync(
        $$$"""{"event":"media","streamSid":"{{{StreamSid}}}","media":{"payload":"{{{Convert.ToBase64String(mulaw)}}}"}}""");

    public Task MarkAsync(string name) => SendAsync($$$"""{"event":"mark","streamSid":"{{{StreamSid}}}","mark":{"name":"{{{name}}}"}}""");

    public Task ClearAsync() => SendAsync($$"""{"event":"clear","streamSid":"{{StreamSid}}"}""");

    public async Task CloseAsync()
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None);
    }

    public void Abort() => http.Abort();
}
