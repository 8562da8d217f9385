using System.Net.WebSockets;
using AgenticAi.Realtime.Events;
using AgenticAi.WebSockets;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Realtime.Connections;

/// <summary>
/// One session with the model, from an open socket to its end. One reader, any number of senders, who take turns. A connection that
/// ended stays ended: for another session open another one.
/// </summary>
public sealed partial class RealtimeConnection : IAsyncDisposable
{
    private readonly WebSocket _socket;
    private readonly WebSocketSender _sender;
    private readonly RealtimeInbox _inbox;
    private readonly RealtimeEndpoint _endpoint;
    private readonly RealtimeConnectionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<ServerEvent> _kept = [];
    private StandingBy? _standBy;
    private long _createdAt;
    private int _reading;
    private int _disposed;
    private volatile bool _closing;

    private RealtimeConnection(
        WebSocket socket, RealtimeEndpoint endpoint, RealtimeConnectionOptions options, TimeProvider time, ILogger logger)
    {
        _socket = socket;
        _endpoint = endpoint;
        _options = options;
        _time = time;
        _logger = logger;
        _sender = new WebSocketSender(socket, time);
        _inbox = new RealtimeInbox(socket, endpoint, options.MaxMessageBytes, logger);
    }

    /// <summary>Looks like sess_….</summary>
    public string SessionId { get; private set; } = "";

    /// <summary>When the server will end the session, without warning; null when it does not say.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>How long the server lets the session last, by our clock when it began; null when it does not say.</summary>
    public TimeSpan? Lifetime { get; private set; }

    /// <summary>How long the session has lasted.</summary>
    public TimeSpan Age => _time.GetElapsedTime(_createdAt);

    /// <summary>True as long as nothing is known to the contrary; a line that died silently is found by the next ping.</summary>
    public bool IsAlive => _socket.State == WebSocketState.Open && !_closing && _standBy is not { IsReading: false };

    /// <summary>It is read though nobody listens yet, see <see cref="StandBy"/>.</summary>
    public bool IsStandingBy => _standBy is not null;

    /// <summary>The model that answers.</summary>
    public string Model { get; private set; } = "";

    /// <summary>
    /// Reads from now on though nobody listens, so that the loss of the line is noticed. What comes is kept for
    /// <see cref="ReceiveAsync"/>, with which reading goes on. To be called once, before it.
    /// </summary>
    /// <exception cref="InvalidOperationException">Somebody reads already.</exception>
    public void StandBy()
    {
        if (_standBy is not null || Volatile.Read(ref _reading) != 0) throw new InvalidOperationException("A connection has one reader.");
        _standBy = new StandingBy(_inbox);
    }

    /// <summary>
    /// Reads until the connection ends and hands out what comes. To be called once. Throws only what the receiver throws.
    /// </summary>
    /// <param name="receiver">Takes everything, beginning with what came before this call.</param>
    /// <param name="cancellationToken">
    /// Stops reading at once; the connection cannot be used on. For a goodbye, use <see cref="CloseAsync"/>.
    /// </param>
    /// <exception cref="InvalidOperationException">Somebody reads already.</exception>
    public async Task<RealtimeEnd> ReceiveAsync(IRealtimeReceiver receiver, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        if (Interlocked.Exchange(ref _reading, 1) != 0) throw new InvalidOperationException("A connection has one reader.");
        try
        {
            foreach (ServerEvent kept in _kept) receiver.OnEvent(kept);
            _kept = [];
            if (_standBy is { } standBy)
                foreach (ServerEvent kept in await standBy.EndAsync()) receiver.OnEvent(kept);
            using CancellationTokenRegistration stop =
                _standBy is null ? default : cancellationToken.Register(static begun => ((StandingBy)begun!).Stop(), _standBy);
            Exception? failure = await _inbox.ReadToEndAsync(receiver, cancellationToken);
            if (failure is null) await _sender.CloseAsync(WebSocketCloseStatus.NormalClosure, "", _options.CloseTimeout);
            return End(failure, cancellationToken);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>
    /// Appends audio to what the caller says, in the session's format. Allocates nothing; the server does not acknowledge it.
    /// </summary>
    /// <param name="audio">Read before the task completes; at most <see cref="ClientEventWriter.MaxAppendBytes"/>.</param>
    /// <param name="cancellationToken">Gives up; a message that was begun takes the connection with it.</param>
    /// <exception cref="WebSocketException">The connection is gone.</exception>
    /// <exception cref="ObjectDisposedException">The connection is disposed.</exception>
    public ValueTask AppendAudioAsync(ReadOnlyMemory<byte> audio, CancellationToken cancellationToken) => audio.IsEmpty
        ? ValueTask.CompletedTask
        : _sender.SendAsync(static (output, bytes) => ClientEventWriter.WriteAppend(output, bytes.Span), audio, cancellationToken);

    /// <summary>Sends any other event.</summary>
    /// <exception cref="WebSocketException">The connection is gone.</exception>
    /// <exception cref="ObjectDisposedException">The connection is disposed.</exception>
    public ValueTask SendAsync(ClientEvent clientEvent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clientEvent);
        return _sender.SendAsync(static (output, sent) => ClientEventWriter.Write(output, sent), clientEvent, cancellationToken);
    }

    /// <summary>
    /// Says goodbye and waits until the reader has seen the answer, no longer than <see cref="RealtimeConnectionOptions.CloseTimeout"/>
    /// each way; without a reader there is no answer to wait for. Never throws for a connection that is gone already.
    /// </summary>
    public async Task CloseAsync()
    {
        _closing = true;
        await _sender.CloseAsync(WebSocketCloseStatus.NormalClosure, "", _options.CloseTimeout);
        if (Volatile.Read(ref _reading) == 0)
        {
            // A reader that comes now must not wait for an answer that may never come either.
            if (_standBy is { } standBy)
                await standBy.WhenReadAsync().WaitAsync(_options.CloseTimeout, _time)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _socket.Abort();
            return;
        }

        try
        {
            await _ended.Task.WaitAsync(_options.CloseTimeout, _time);
        }
        catch (TimeoutException)
        {
            _socket.Abort();
            await _ended.Task;
        }
    }

    /// <summary>Ends the connection without a goodbye, if it has not ended yet, and frees its buffers.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _closing = true;
        _socket.Abort();
        if (Interlocked.Exchange(ref _reading, 1) != 0) await _ended.Task;
        else if (_standBy is { } standBy) await standBy.WhenReadAsync();
        _standBy?.Dispose();
        _socket.Dispose();
        _sender.Dispose();
        _inbox.Dispose();
    }

    private RealtimeEnd End(Exception? failure, CancellationToken cancellationToken)
    {
        RealtimeEndKind kind = failure is null || _closing ? RealtimeEndKind.Closed
            : cancellationToken.IsCancellationRequested ? RealtimeEndKind.Cancelled
            : RealtimeEndKind.Lost;
        var end = new RealtimeEnd(
            kind,
            _socket.CloseStatus,
            _socket.CloseStatusDescription,
            _inbox.LastError,
            kind == RealtimeEndKind.Lost ? failure : null)
        {
            ByUs = _closing,
        };
        _logger.Ended(end.Kind, end.ByUs, (int?)end.CloseStatus, end.Code);
        return end;
    }
}
