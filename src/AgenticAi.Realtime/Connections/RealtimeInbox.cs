using System.Net.WebSockets;
using AgenticAi.Realtime.Events;
using AgenticAi.WebSockets;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Realtime.Connections;

/// <summary>Reads messages from the socket and hands them out as events. One at a time, in order.</summary>
internal sealed class RealtimeInbox(WebSocket socket, RealtimeEndpoint endpoint, int maxMessageBytes, ILogger logger) : IDisposable
{
    private readonly WebSocketReceiver _messages = new(socket, maxMessageBytes);
    private readonly ServerEventReader _reader = new();
    private readonly PooledBufferWriter _audio = new();
    private Task<ReceivedMessage>? _begun;
    private bool _rejecting;

    public ErrorReceived? LastError { get; private set; }

    /// <returns>What broke the connection; null when it was closed properly.</returns>
    public async Task<Exception?> ReadToEndAsync(IRealtimeReceiver receiver, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReceivedMessage message;
            try
            {
                message = await NextAsync(cancellationToken);
            }
            catch (Exception error)
            {
                // Whatever a transport throws here, a cancelled token included, the line is gone.
                return error;
            }

            if (message.Kind == ReceivedKind.Close) return null;
            Take(message, receiver);
        }
    }

    /// <returns>False when the connection was closed properly.</returns>
    public async Task<bool> ReadOneAsync(IRealtimeReceiver receiver, CancellationToken cancellationToken)
    {
        ReceivedMessage message = await _messages.ReceiveAsync(cancellationToken);
        if (message.Kind == ReceivedKind.Close) return false;
        Take(message, receiver);
        return true;
    }

    /// <summary>
    /// Reads until somebody else wants to. The message that is waited for then is left to them, and so is the end of the connection:
    /// a read that was begun cannot be given up without the connection.
    /// </summary>
    /// <param name="wanted">Completes when somebody else wants to read.</param>
    /// <param name="receiver">Takes what comes until then.</param>
    /// <param name="cancellationToken">Cancels the read that is under way, also when it was left to somebody else.</param>
    public async Task ReadUntilAsync(Task wanted, IRealtimeReceiver receiver, CancellationToken cancellationToken)
    {
        while (true)
        {
            _begun = _messages.ReceiveAsync(cancellationToken).AsTask();
            await Task.WhenAny(_begun, wanted);
            if (wanted.IsCompleted || !_begun.IsCompletedSuccessfully) return;
            ReceivedMessage message = await _begun;
            if (message.Kind == ReceivedKind.Close) return;
            _begun = null;
            Take(message, receiver);
        }
    }

    public void Dispose()
    {
        // Why a read failed that nobody waited for need not be known.
        _ = _begun?.Exception;
        _messages.Dispose();
        _audio.Dispose();
    }

    private ValueTask<ReceivedMessage> NextAsync(CancellationToken cancellationToken)
    {
        if (_begun is not { } begun) return _messages.ReceiveAsync(cancellationToken);
        _begun = null;
        return new ValueTask<ReceivedMessage>(begun);
    }

    private void Take(ReceivedMessage message, IRealtimeReceiver receiver)
    {
        if (message.Kind == ReceivedKind.TooLong) Reject(receiver, $"a message of {message.Length} bytes, the limit is {maxMessageBytes}");
        else if (message.Kind == ReceivedKind.Binary) Reject(receiver, $"a binary message of {message.Length} bytes");
        else TakeText(message.Payload.Span, receiver);
    }

    private void TakeText(ReadOnlySpan<byte> message, IRealtimeReceiver receiver)
    {
        _audio.Clear();
        ServerEvent? serverEvent;
        AudioDelta delta;
        try
        {
            serverEvent = _reader.Read(message, _audio, out delta);
        }
        catch (RealtimeProtocolException error)
        {
            Reject(receiver, error.Message);
            return;
        }

        _rejecting = false;
        if (serverEvent is null)
        {
            receiver.OnAudio(delta, _audio.Written.Span);
            return;
        }

        if (serverEvent is ErrorReceived refused) Note(refused);
        receiver.OnEvent(serverEvent);
    }

    private void Note(ErrorReceived error)
    {
        LastError = error;
        string code = RealtimeErrors.CodeOf(error);
        if (RealtimeErrors.Classify(code) is RealtimeErrorKind.Benign or RealtimeErrorKind.Wait) logger.HarmlessError(endpoint.Quote(code));
        else logger.ErrorReceived(endpoint.Quote(code), endpoint.Quote(error.Message));
    }

    private void Reject(IRealtimeReceiver receiver, string reason)
    {
        // One line for an episode: whoever sends garbage sends a lot of it.
        if (!_rejecting) logger.Rejected(reason);
        _rejecting = true;
        receiver.OnRejected(reason);
    }
}
