using System.Net.WebSockets;
using System.Threading.Channels;

namespace AgenticAi.Simulation.Realtime.Sessions;

/// <summary>
/// What a session has yet to send. The session never waits for its client: when too much waits, the connection is given up, as with a
/// client that stopped reading.
/// </summary>
internal sealed class Outbox
{
    private const int MostWaiting = 65_536;

    private readonly Channel<Outgoing> _waiting = Channel.CreateBounded<Outgoing>(MostWaiting);
    private readonly WebSocket _socket;
    private readonly Action _reset;
    private readonly TimeProvider _time;
    private volatile bool _silent;
    private volatile int _fragmentBytes;
    private volatile int _repeats;

    /// <param name="socket">The connection.</param>
    /// <param name="reset">Takes the TCP connection down.</param>
    /// <param name="time">The clock of pauses.</param>
    public Outbox(WebSocket socket, Action reset, TimeProvider time)
    {
        _socket = socket;
        _reset = reset;
        _time = time;
    }

    /// <summary>Frames of at most so many bytes from now on; 0 for one frame a message.</summary>
    public int FragmentBytes
    {
        set => _fragmentBytes = value;
    }

    /// <summary>So many messages from now on are sent twice.</summary>
    public int Repeats
    {
        set => _repeats = value;
    }

    public void Text(ReadOnlyMemory<byte> utf8) => Put(new Outgoing(WebSocketMessageType.Text, utf8));

    public void Binary(ReadOnlyMemory<byte> bytes) => Put(new Outgoing(WebSocketMessageType.Binary, bytes));

    /// <summary>Sends the beginning of a message, then nothing any more.</summary>
    public void Half(ReadOnlyMemory<byte> utf8) => Put(new Outgoing(WebSocketMessageType.Text, utf8, Half: true));

    public void Close(int code, string reason) => Put(new Outgoing(WebSocketMessageType.Close, default, CloseCode: code, Reason: reason));

    /// <summary>What is put in from now on waits for this long.</summary>
    public void Pause(TimeSpan time) => Put(new Outgoing(WebSocketMessageType.Text, default, Pause: time));

    /// <summary>Nothing is sent any more.</summary>
    public void Silence() => _silent = true;

    public void Reset() => _reset();

    /// <summary>Sends until the connection ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (Outgoing outgoing in _waiting.Reader.ReadAllAsync(cancellationToken))
            {
                if (!_silent) await SendAsync(outgoing, cancellationToken);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // The receiving side tells how the connection ended.
        }
    }

    private void Put(Outgoing outgoing)
    {
        if (!_waiting.Writer.TryWrite(outgoing)) _reset();
    }

    private async Task SendAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        if (outgoing.Pause > TimeSpan.Zero)
        {
            await Task.Delay(outgoing.Pause, _time, cancellationToken);
            return;
        }

        if (outgoing.Type == WebSocketMessageType.Close)
        {
            await _socket.CloseOutputAsync((WebSocketCloseStatus)outgoing.CloseCode, outgoing.Reason, cancellationToken);
            return;
        }

        await SendMessageAsync(outgoing, cancellationToken);
        if (_repeats == 0 || outgoing.Half) return;
        _repeats--;
        await SendMessageAsync(outgoing, cancellationToken);
    }

    private async Task SendMessageAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> rest = outgoing.Bytes;
        while (_fragmentBytes is > 0 and var size && rest.Length > size)
        {
            await _socket.SendAsync(rest[..size], outgoing.Type, endOfMessage: false, cancellationToken);
            rest = rest[size..];
        }

        await _socket.SendAsync(rest, outgoing.Type, endOfMessage: !outgoing.Half, cancellationToken);
        _silent |= outgoing.Half;
    }

    private sealed record Outgoing(
        WebSocketMessageType Type,
        ReadOnlyMemory<byte> Bytes,
        bool Half = false,
        int CloseCode = 0,
        string Reason = "",
        TimeSpan Pause = default);
}
