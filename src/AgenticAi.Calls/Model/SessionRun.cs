using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Model.Memory;
using AgenticAi.Calls.Supervision;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Realtime.Connections;

namespace AgenticAi.Calls.Model;

/// <summary>One session, from the moment it is open until nothing of it is left.</summary>
internal sealed class SessionRun : IAsyncDisposable
{
    private readonly SessionReceiver _receiver;
    private readonly CancellationTokenSource _over;
    private readonly TimeProvider _time;
    private Task<LegVerdict>? _running;

    public SessionRun(
        RealtimeConnection connection, IModelEvents flow, CallOptions options, IBrain brain, CallTelemetry telemetry, TimeProvider time,
        CancellationToken cancellationToken)
    {
        Connection = connection;
        Watch = new ModelWatch(options.Supervision, time);
        Memory = new SessionMemory(connection, Watch, brain, options.RestoredTokens);
        _time = time;
        _receiver = new SessionReceiver(flow, Watch, telemetry);
        _over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _receiver.Token);
        Over = _over.Token;
    }

    public RealtimeConnection Connection { get; }

    public ModelWatch Watch { get; }

    public SessionMemory Memory { get; }

    /// <summary>Cancelled when it is over.</summary>
    public CancellationToken Over { get; }

    /// <summary>Reads until the session is over, and then tells what that means. Fails only when a part of the graph does.</summary>
    public Task<LegVerdict> RunAsync() => _running ??= ReadAsync();

    /// <summary>See <see cref="SessionReceiver.Serve"/>.</summary>
    public void Serve(int generation) => _receiver.Serve(generation);

    /// <summary>See <see cref="SessionReceiver.Leave"/>.</summary>
    public void Leave() => _receiver.Leave();

    /// <summary>Ends it. The first reason counts.</summary>
    public void Cut(LegVerdict verdict) => _receiver.Cut(verdict);

    /// <summary>Completes when the session has in its memory what it was told.</summary>
    public Task ProvenAsync() => Memory.LastItem is { } last ? _receiver.AcknowledgedAsync(last) : Task.CompletedTask;

    /// <summary>Says goodbye to a session that was left, and frees what it held.</summary>
    public async Task CloseAsync()
    {
        await Connection.CloseAsync();
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        if (_running is not null) await ((Task)_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
        _receiver.Dispose();
    }

    private async Task<LegVerdict> ReadAsync()
    {
        Task watching = WatchAsync();
        try
        {
            RealtimeEnd end = await Connection.ReceiveAsync(_receiver, Over);
            return _receiver.Verdict ?? LegPolicy.Of(end);
        }
        finally
        {
            await _over.CancelAsync();
            await watching;
        }
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Watch.Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(Over))
                if (Watch.Look() is { } failure) Cut(LegPolicy.Of(failure));
        }
        catch (OperationCanceledException)
        {
            // The session is over.
        }
    }
}
