using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace AgenticAi.Journal.Tests;

/// <summary>A way to the server that can be closed: connections through it break, and new ones are refused until it is opened.</summary>
internal sealed class PostgresDoor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _gate = new();
    private readonly List<Socket> _sockets = [];
    private readonly List<Task> _copying = [];
    private EndPoint? _server;
    private Task _accepting = Task.CompletedTask;
    private bool _closed;

    /// <summary>A connection string that leads through the door.</summary>
    public string Through(NpgsqlConnectionStringBuilder address)
    {
        _server = address.Host!.StartsWith('/')
            ? new UnixDomainSocketEndPoint($"{address.Host}/.s.PGSQL.{address.Port}")
            : new DnsEndPoint(address.Host, address.Port);
        _listener.Start();
        _accepting = AcceptAsync();
        (address.Host, address.Port) = ("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);
        return address.ConnectionString;
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (Socket socket in _sockets) socket.Dispose();
            _sockets.Clear();
        }
    }

    public void Open()
    {
        lock (_gate) _closed = false;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Close();
        foreach (Task copying in _copying) await copying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client = await _listener.AcceptSocketAsync();
            Socket server = new(_server is UnixDomainSocketEndPoint ? AddressFamily.Unix : AddressFamily.InterNetwork, SocketType.Stream,
                _server is UnixDomainSocketEndPoint ? ProtocolType.Unspecified : ProtocolType.Tcp);
            lock (_gate)
            {
                _sockets.AddRange([client, server]);
                if (_closed)
                {
                    client.Dispose();
                    server.Dispose();
                    continue;
                }
            }

            await server.ConnectAsync(_server!);
            _copying.AddRange([CopyAsync(client, server), CopyAsync(server, client)]);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var target = new NetworkStream(to);
            await source.CopyToAsync(target);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The door was closed, or one side hung up.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
