using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests.Realtime;

/// <summary>A client that writes and reads the Realtime protocol by hand.</summary>
internal sealed class RawRealtimeClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 20];

    public List<JsonObject> Received { get; } = [];

    public ClientWebSocket Socket => _socket;

    public static async Task<RawRealtimeClient> ConnectAsync(
        Uri url, string key = "key", string model = "gpt-realtime-2.1", params (string Name, string Value)[] headers)
    {
        var client = new RawRealtimeClient();
        client._socket.Options.CollectHttpResponseDetails = true;
        if (key.Length > 0) client._socket.Options.SetRequestHeader("Authorization", "Bearer " + key);
        foreach ((string name, string value) in headers) client._socket.Options.SetRequestHeader(name, value);
        await client._socket.ConnectAsync(new Uri($"{url}?model={model}"), CancellationToken.None).Within();
        return client;
    }

    public Task SendAsync(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, true, CancellationToken.None).Within();

    public Task AppendAsync(ReadOnlySpan<byte> audio) =>
        SendAsync($"{{\"type\":\"input_audio_buffer.append\",\"audio\":\"{Convert.ToBase64String(audio)}\"}}");

    /// <summary>The next event; null when the server closed.</summary>
    public async Task<JsonObject?> NextAsync()
    {
        if (await NextTextAsync() is not { } text) return null;
        JsonObject message = JsonNode.Parse(text)!.AsObject();
        Received.Add(message);
        return message;
    }

    public async Task<string?> NextTextAsync()
    {
        int length = 0;
        while (true)
        {
            WebSocketReceiveResult result = await _socket.ReceiveAsync(
                new ArraySegment<byte>(_buffer, length, _buffer.Length - length), CancellationToken.None).Within();
            if (result.MessageType == WebSocketMessageType.Close) return null;
            length += result.Count;
            if (result.EndOfMessage) return Encoding.UTF8.GetString(_buffer, 0, length);
        }
    }

    /// <summary>Reads on to the next event of a type; what comes before it is kept in <see cref="Received"/>.</summary>
    public async Task<JsonObject> UntilAsync(string type)
    {
        while (true)
        {
            JsonObject message = await NextAsync() ?? throw new InvalidOperationException($"The server closed before '{type}' came.");
            if (message["type"]!.GetValue<string>() == type) return message;
        }
    }

    /// <summary>Reads on to the whole transcript of the next answer.</summary>
    public async Task<string> TranscriptAsync() =>
        (await UntilAsync("response.output_audio_transcript.done"))["transcript"]!.GetValue<string>();

    /// <summary>Sends a session.update with more fields and waits for session.updated.</summary>
    public async Task<JsonObject> UpdateAsync(string fields)
    {
        await SendAsync("{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\"," + fields + "}}");
        return await UntilAsync("session.updated");
    }

    public IEnumerable<string> Types => Received.Select(message => message["type"]!.GetValue<string>());

    public void Dispose() => _socket.Dispose();
}
