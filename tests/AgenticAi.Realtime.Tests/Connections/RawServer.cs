using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using AgenticAi.Testing;

namespace AgenticAi.Realtime.Tests.Connections;

/// <summary>A server on a free loopback port whose answers to the upgrade are written by hand.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<IDisposable> _owned = [];

    public RawServer() => _listener.Start();

    public Uri Url => new($"ws://{_listener.LocalEndpoint}/v1/realtime?region=eu");

    /// <returns>The head of the client's request.</returns>
    public async Task<string> AnswerAsync(string answer)
    {
        using TcpClient client = await AcceptAsync();
        string head = await ReadHeadAsync(client.GetStream());
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer), TestContext.Current.CancellationToken);
        return head;
    }

    /// <returns>The WebSocket and the head of the client's request.</returns>
    public async Task<(WebSocket Socket, string Head)> UpgradeAsync()
    {
        (Stream wire, string head) = await UpgradeRawAsync();
        var socket = WebSocket.CreateFromStream(wire, new WebSocketCreationOptions { IsServer = true });
        _owned.Add(socket);
        return (socket, head);
    }

    /// <returns>The bytes of the connection after the upgrade, for frames written by hand, and the head of the client's request.</returns>
    public async Task<(Stream Wire, string Head)> UpgradeRawAsync()
    {
        TcpClient client = await AcceptAsync();
        _owned.Add(client);
        string head = await ReadHeadAsync(client.GetStream());
        string key = head.Split("\r\n").Single(line => line.StartsWith("Sec-WebSocket-Key: ", StringComparison.OrdinalIgnoreCase))[19..];
        // RFC 6455, section 1.3.
        string accept = Convert.ToBase64String(Hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
        string answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Accept: {accept}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
        return (client.GetStream(), head);
    }

    public void Dispose()
    {
        foreach (IDisposable owned in _owned) owned.Dispose();
        _listener.Dispose();
    }

    [SuppressMessage("Security", "CA5350", Justification = "The WebSocket handshake is defined with SHA-1.")]
    private static byte[] Hash(string text) => SHA1.HashData(Encoding.ASCII.GetBytes(text));

    private async Task<TcpClient> AcceptAsync() =>
        await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask().Within();

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, TestContext.Current.CancellationToken).AsTask().Within();
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
