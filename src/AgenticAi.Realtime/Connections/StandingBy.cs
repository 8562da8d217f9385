using AgenticAi.Realtime.Events;

namespace AgenticAi.Realtime.Connections;

/// <summary>Reads a connection that nobody listens to yet, and keeps what comes.</summary>
internal sealed class StandingBy : IRealtimeReceiver, IDisposable
{
    /// <summary>A session that was asked for nothing has little to say.</summary>
    private const int MostKept = 64;

    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ServerEvent> _kept = [];
    private readonly Task _reading;

    public StandingBy(RealtimeInbox inbox) => _reading = inbox.ReadUntilAsync(_over.Task, this, _stop.Token);

    /// <summary>True while it reads: the connection is neither lost nor closed.</summary>
    public bool IsReading => !_reading.IsCompleted;

    /// <summary>Leaves the reading to somebody else.</summary>
    /// <returns>What has come so far.</returns>
    public async Task<IReadOnlyList<ServerEvent>> EndAsync()
    {
        _over.TrySetResult();
        await WhenReadAsync();
        return _kept;
    }

    /// <summary>Completes when it reads no more. Never throws.</summary>
    public async Task WhenReadAsync() => await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Cancels the read that is under way, which takes the connection with it.</summary>
    public void Stop() => _stop.Cancel();

    public void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio) =>
        throw new RealtimeProtocolException("Audio that nobody asked for.");

    public void OnEvent(ServerEvent serverEvent)
    {
        if (_kept.Count == MostKept) throw new RealtimeProtocolException("More events than a session has that was asked for nothing.");
        _kept.Add(serverEvent);
    }

    public void OnRejected(string reason)
    {
        // The inbox has logged it; whoever listens later does not need what could not be read.
    }

    public void Dispose() => _stop.Dispose();
}
