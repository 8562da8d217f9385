using System.Net.WebSockets;
using AgenticAi.Realtime.Connections;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Realtime.Handling;

/// <summary>One connection of the handler with all that runs for it. Ends as a whole, whichever part ends first.</summary>
internal sealed class HandlerRun
{
    private static readonly TimeSpan LastCallbacks = TimeSpan.FromSeconds(2);

    private readonly RealtimeConnection _connection;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CallbackDispatcher _callbacks;
    private readonly Task _ended;
    private readonly Task _dispatched;

    public HandlerRun(
        RealtimeConnection connection, Func<HandlerCallbacks> callbacks, TimeProvider time, ILogger logger, bool logTranscripts)
    {
        _connection = connection;
        _time = time;
        _logger = logger;
        _callbacks = new CallbackDispatcher(callbacks, logger);
        Received = new ReceivedAudio(logger);
        Audio = new AudioBatcher(connection, logger);
        Texts = new TextSender(connection);
        var receiver = new HandlerReceiver(Received, _callbacks, Texts, logger, logTranscripts);
        // Not on another thread: when the constructor returns, the connection has its reader, who sees the answer to a goodbye.
        _ended = RunAsync(receiver);
        _dispatched = Task.Run(_callbacks.RunAsync);
    }

    public bool IsEnded => _ended.IsCompleted;

    public ReceivedAudio Received { get; }

    public AudioBatcher Audio { get; }

    public TextSender Texts { get; }

    /// <summary>
    /// Says goodbye, and lets the callbacks that wait run for at most two seconds more; the one that is running then is waited for,
    /// unless it is the one that calls.
    /// </summary>
    public async Task StopAsync()
    {
        await _connection.CloseAsync();
        await _ended;
        if (CallbackDispatcher.IsInCallback)
        {
            _callbacks.Stop();
            return;
        }

        try
        {
            await _dispatched.WaitAsync(LastCallbacks, _time);
        }
        catch (TimeoutException)
        {
            _callbacks.Stop();
            _logger.CallbacksGivenUp();
            await _dispatched;
        }
    }

    private async Task RunAsync(IRealtimeReceiver receiver)
    {
        using var sending = new CancellationTokenSource();
        Task senders = Task.WhenAll(
            UntilTheEndAsync(Audio.RunAsync(sending.Token)), UntilTheEndAsync(Texts.RunAsync(sending.Token)));
        try
        {
            await _connection.ReceiveAsync(receiver, CancellationToken.None);
        }
        finally
        {
            Audio.Complete();
            Received.Complete();
            _callbacks.Complete();
            await sending.CancelAsync();
            await senders;
            await _connection.DisposeAsync();
            Texts.Dispose();
        }
    }

    /// <summary>A sender ends with the connection; the reader is the one to tell how that ended.</summary>
    private static async Task UntilTheEndAsync(Task sender)
    {
        try
        {
            await sender;
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or ObjectDisposedException or IOException)
        {
        }
    }
}
