using System.Net.WebSockets;
using System.Text;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Actors.Tests.Legs;

/// <summary>What Twilio sends, written by hand.</summary>
internal static class TwilioMessages
{
    public static readonly string[] Start =
    [
        """{"event":"connected","protocol":"Call","version":"1.0.0"}""",
        """{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","customParameters":{}},"streamSid":"MZ1"}""",
    ];

    public const string Stop = """{"event":"stop","stop":{"callSid":"CA1"},"streamSid":"MZ1"}""";

    public static string Media(ReadOnlySpan<byte> audio, int timestamp = 5, string track = "inbound") =>
        $$$"""{"event":"media","sequenceNumber":"3","media":{"track":"{{{track}}}","chunk":"1","timestamp":"{{{timestamp}}}",""" +
        $$"""
        "payload":"{{Convert.ToBase64String(audio)}}"},"streamSid":"MZ1"}
        """;
}

/// <summary>What the model sends, written by hand.</summary>
internal static class ModelMessages
{
    public static readonly string[] Handshake =
    [
        """{"type":"session.created","session":{"type":"realtime","id":"sess_1","model":"gpt-realtime-2.1"}}""",
        """{"type":"session.updated","session":{"type":"realtime","id":"sess_1","model":"gpt-realtime-2.1"}}""",
    ];

    public static string Delta(ReadOnlySpan<byte> audio) =>
        """{"type":"response.output_audio.delta","event_id":"e","response_id":"resp_1","item_id":"item_1",""" +
        $$"""
        "output_index":0,"content_index":0,"delta":"{{Convert.ToBase64String(audio)}}"}
        """;
}

internal static class RawSocket
{
    public static Task SendTextAsync(this WebSocket socket, string message) => socket.SendPartAsync(Encoding.UTF8.GetBytes(message), true);

    public static async Task SendPartAsync(this WebSocket socket, ReadOnlyMemory<byte> bytes, bool endOfMessage) =>
        await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage, CancellationToken.None).Within();

    public static async Task<string> ReceiveTextAsync(this WebSocket socket)
    {
        using var message = new MemoryStream();
        ValueWebSocketReceiveResult part;
        do
        {
            byte[] buffer = new byte[4096];
            part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).Within();
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return Encoding.UTF8.GetString(message.ToArray());
    }
}
