using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Realtime.Handling;

/// <summary>
/// Calls the user's callbacks one after the other, in the order of the events, apart from the loop that reads the socket. When they
/// are slower than the events for long, the oldest notification is dropped.
/// </summary>
internal sealed class CallbackDispatcher
{
    /// <summary>Some minutes of speech: audio comes in pieces of about 100 ms and faster than it is spoken.</summary>
    private const int MostWaiting = 4096;

    // Set inside a callback and what it calls: a callback that disconnects must not wait for its own end.
    private static readonly AsyncLocal<bool> InCallback = new();

    private readonly Channel<Func<HandlerCallbacks, Task?>> _waiting;
    private readonly Func<HandlerCallbacks> _callbacks;
    private readonly ILogger _logger;
    private volatile bool _stopped;
    private bool _dropping;

    public CallbackDispatcher(Func<HandlerCallbacks> callbacks, ILogger logger)
    {
        _callbacks = callbacks;
        _logger = logger;
        _waiting = Channel.CreateBounded<Func<HandlerCallbacks, Task?>>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => NoteDrop());
    }

    public static bool IsInCallback => InCallback.Value;

    public void Post(Func<HandlerCallbacks, Task?> notification) => _waiting.Writer.TryWrite(notification);

    /// <summary>No more notifications; those waiting are still delivered.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Those waiting are not delivered any more.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Delivers until there is nothing more to come.</summary>
    public async Task RunAsync()
    {
        InCallback.Value = true;
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (!_stopped && _waiting.Reader.TryRead(out Func<HandlerCallbacks, Task?>? notification))
                await DeliverAsync(notification);
            if (_stopped) return;
            _dropping = false;
        }
    }

    private async Task DeliverAsync(Func<HandlerCallbacks, Task?> notification)
    {
        try
        {
            if (notification(_callbacks()) is { } running) await running;
        }
        catch (Exception error)
        {
            _logger.CallbackThrew(error);
        }
    }

    private void NoteDrop()
    {
        if (!_dropping) _logger.NotificationDropped();
        _dropping = true;
    }
}
