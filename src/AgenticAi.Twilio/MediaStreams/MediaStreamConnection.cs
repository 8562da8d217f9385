using System.Globalization;
using System.Net.WebSockets;
using AgenticAi.WebSockets;

namespace AgenticAi.Twilio.MediaStreams;

/// <summary>
/// Twilio's end of a call: one WebSocket with one reader and one writer. Call <see cref="ReceiveStartAsync"/> first, then
/// <see cref="ReceiveAsync"/> until the stream ends; send from any thread meanwhile. Neither direction allocates in steady state.
/// </summary>
public sealed class MediaStreamConnection : IAsyncDisposable
{
    private readonly WebSocket _socket;
    private readonly MediaStreamLimits _limits;
    private readonly TimeProvider _time;
    private readonly WebSocketReceiver _receiver;
    private readonly WebSocketSender _sender;
    private readonly StreamOpening _opening = new();

    // Held by whoever reads. Never disposed: it holds no handle, and a close may still be waiting for it.
    private readonly SemaphoreSlim _reading = new(1, 1);
    private StreamStarted? _started;
    private MediaStreamWriter? _writer;
    private volatile bool _cut;
    private int _disposed;

    /// <param name="socket">An open socket, which now belongs to the connection.</param>
    /// <param name="limits">What the peer may ask for.</param>
    /// <param name="time">The clock for the limits in time.</param>
    public MediaStreamConnection(WebSocket socket, MediaStreamLimits limits, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _socket = socket;
        _limits = limits;
        _time = time;
        _receiver = new WebSocketReceiver(socket, limits.MaxMessageBytes);
        _sender = new WebSocketSender(socket, time);
    }

    /// <summary>Identifies the stream (MZ…).</summary>
    /// <exception cref="InvalidOperationException">The start was not received yet.</exception>
    public string StreamSid => Started.StreamSid;

    /// <summary>Identifies the call (CA…).</summary>
    /// <exception cref="InvalidOperationException">The start was not received yet.</exception>
    public string CallSid => Started.CallSid;

    private StreamStarted Started => _started ?? throw NotStarted();

    private MediaStreamWriter Writer => _writer ?? throw NotStarted();

    /// <summary>Waits for the messages that say which call this is.</summary>
    /// <exception cref="MediaStreamStartException">
    /// Something else came, or nothing within <see cref="MediaStreamLimits.StartTimeout"/>: the socket is then aborted.
    /// </exception>
    public async Task<StreamStarted> ReceiveStartAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_limits.StartTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        BecomeReader();
        try
        {
            while (_started is null) _started = _opening.Take(await _receiver.ReceiveAsync(either.Token));
            _writer = new MediaStreamWriter(_started.StreamSid);
            return _started;
        }
        catch (Exception error) when (IsLoss(error) && !cancellationToken.IsCancellationRequested)
        {
            string what = timeout.IsCancellationRequested
                ? string.Create(CultureInfo.InvariantCulture, $"No media stream began within {_limits.StartTimeout.TotalSeconds} s")
                : "The connection was lost before the media stream began";
            throw new MediaStreamStartException($"{what}: {_opening.Received}.", error);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Reads until the stream ends, whatever comes. What cannot be read is reported and skipped.</summary>
    /// <param name="receiver">Takes what is read. An exception of it ends the reading and is thrown from here.</param>
    /// <param name="cancellationToken">Gives up; the socket cannot be used on, so close it first where that matters.</param>
    public async Task<MediaStreamEnd> ReceiveAsync(IMediaStreamReceiver receiver, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        _ = Started;
        BecomeReader();
        try
        {
            foreach (UnknownMessage unknown in _opening.Unknown) receiver.OnMessage(unknown);
            while (true)
            {
                ReceivedMessage message;
                try
                {
                    message = await _receiver.ReceiveAsync(cancellationToken);
                }
                catch (Exception error) when (IsLoss(error))
                {
                    return cancellationToken.IsCancellationRequested ? MediaStreamEnd.Cancelled : MediaStreamEnd.Lost(error, _cut);
                }

                if (message.Kind is ReceivedKind.Close) return MediaStreamEnd.Closed(_socket);
                if (MessageDispatch.Take(message, receiver, _limits.MaxMessageBytes)) return MediaStreamEnd.Stopped;
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Sends audio, to be played after what was sent before.</summary>
    /// <param name="mulaw">G.711 μ-law, 8 kHz, mono; not used after the returned task has completed.</param>
    /// <param name="cancellationToken">Gives up; a message that was begun takes the connection with it.</param>
    /// <exception cref="WebSocketException">The connection is gone or closing.</exception>
    public ValueTask SendMediaAsync(ReadOnlyMemory<byte> mulaw, CancellationToken cancellationToken) => _sender.SendAsync(
        static (output, media) => media.Writer.WriteMedia(output, media.Mulaw.Span), (Writer, Mulaw: mulaw), cancellationToken);

    /// <summary>Sends a name that comes back when everything sent before it was played or cleared.</summary>
    /// <exception cref="WebSocketException">The connection is gone or closing.</exception>
    public ValueTask SendMarkAsync(string name, CancellationToken cancellationToken) => _sender.SendAsync(
        static (output, mark) => mark.Writer.WriteMark(output, mark.Name), (Writer, Name: name), cancellationToken);

    /// <summary>Makes Twilio throw away what it has not played yet.</summary>
    /// <exception cref="WebSocketException">The connection is gone or closing.</exception>
    public ValueTask SendClearAsync(CancellationToken cancellationToken) =>
        _sender.SendAsync(static (output, writer) => writer.WriteClear(output), Writer, cancellationToken);

    /// <summary>
    /// Says goodbye and waits for the answer, which the reader sees where one is reading; the connection is cut after
    /// <see cref="MediaStreamLimits.CloseTimeout"/>. Never throws for a connection that is already gone.
    /// </summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string description)
    {
        using var limit = new CancellationTokenSource(_limits.CloseTimeout, _time);
        await _sender.CloseAsync(status, description, _limits.CloseTimeout);
        try
        {
            await _reading.WaitAsync(limit.Token);
            try
            {
                while (_socket.State is WebSocketState.CloseSent) await _receiver.ReceiveAsync(limit.Token);
            }
            finally
            {
                _reading.Release();
            }
        }
        catch (Exception error) when (IsLoss(error))
        {
            Abort();
        }
    }

    /// <summary>Cuts the connection without a goodbye: for a peer that is gone. Whoever reads is told.</summary>
    public void Abort()
    {
        _cut = true;
        _socket.Abort();
    }

    /// <summary>Cuts the connection if it is still there, and waits until nobody reads any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        Abort();
        using var limit = new CancellationTokenSource(_limits.CloseTimeout, _time);
        try
        {
            await _reading.WaitAsync(limit.Token);
            _reading.Release();
        }
        catch (OperationCanceledException)
        {
            // A socket whose receive survives its abort; the receiver's buffer is then not reused, so going on is safe.
        }

        _receiver.Dispose();
        _sender.Dispose();
        _socket.Dispose();
    }

    private static bool IsLoss(Exception error) =>
        error is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException;

    private static InvalidOperationException NotStarted() => new("The media stream has not begun: call ReceiveStartAsync first.");

    private void BecomeReader()
    {
        if (!_reading.Wait(TimeSpan.Zero)) throw new InvalidOperationException("The media stream is already being read.");
    }
}
