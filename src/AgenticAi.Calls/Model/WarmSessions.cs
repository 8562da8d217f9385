using System.Threading.Channels;
using AgenticAi.Calls.Supervision;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Realtime.Connections;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Model;

/// <summary>
/// A few sessions of the model that are connected and have their settings before anyone calls, so that the first answer does not wait
/// for that. One that is taken, lost or old is replaced. Where there is none, a call connects for itself.
/// </summary>
public sealed class WarmSessions : IAsyncDisposable
{
    /// <summary>
    /// A session waits for a fifth of the age at which it would be rotated, ten minutes as a rule: calls of most lengths then still
    /// need only one.
    /// </summary>
    private const int PartOfLife = 5;

    /// <summary>How often it is seen whether those that wait are still there.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private static readonly SupervisionOptions Pauses = new()
    {
        FirstPause = TimeSpan.FromSeconds(1),
        LongestPause = TimeSpan.FromSeconds(30),
    };

    private readonly OpenSession _open;
    private readonly CallOptions _options;
    private readonly CallMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly List<RealtimeConnection> _ready = [];
    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _keeping;
    private int _failures;
    private long _pausedAt;
    private TimeSpan _pause;

    /// <param name="open">Opens a session with the settings of any call.</param>
    /// <param name="options">How many, and when sessions are old.</param>
    /// <param name="metrics">Count how often there was one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told when none can be had.</param>
    public WarmSessions(OpenSession open, CallOptions options, CallMetrics metrics, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_open, _options, _metrics, _time, _logger) = (open, options, metrics, time, logger);
        _keeping = options.WarmSessions == 0 ? Task.CompletedTask : KeepAsync(_stop.Token);
    }

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _ready.Count;
        }
    }

    /// <summary>A session that is alive as far as is known, the oldest first; it belongs to the caller. Null when there is none.</summary>
    public RealtimeConnection? TryTake()
    {
        if (_options.WarmSessions == 0) return null;
        RealtimeConnection? taken;
        lock (_gate)
        {
            taken = _ready.Find(IsFit);
            if (taken is not null) _ready.Remove(taken);
        }

        _wake.Writer.TryWrite(true);
        _metrics.WarmWanted.Add(1, new KeyValuePair<string, object?>("outcome", taken is null ? "none" : "taken"));
        return taken;
    }

    /// <summary>Closes those that wait. Calls keep theirs.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _keeping;
        await CloseAsync(Remove(_ => true));
        _stop.Dispose();
    }

    private bool IsFit(RealtimeConnection session) =>
        session.IsAlive && session.Age < RotationTimes.Of(_options.Supervision.RotateAfter, session.Lifetime).From / PartOfLife;

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        await using ITimer tick = _time.CreateTimer(_ => _wake.Writer.TryWrite(true), state: null, TimeSpan.Zero, Step);
        try
        {
            await foreach (bool _ in _wake.Reader.ReadAllAsync(cancellationToken))
            {
                RealtimeConnection[] spent = Remove(session => !IsFit(session));
                while (Count < _options.WarmSessions && await TryAddAsync(cancellationToken))
                {
                    // One after the other: nobody waits for them.
                }

                await CloseAsync(spent);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task<bool> TryAddAsync(CancellationToken cancellationToken)
    {
        if (_failures > 0 && _time.GetElapsedTime(_pausedAt) < _pause) return false;
        try
        {
            RealtimeConnection session = await _open(cancellationToken);
            session.StandBy();
            lock (_gate) _ready.Add(session);
            _failures = 0;
            return true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            if (_failures++ == 0) _logger.NotWarm(LegPolicy.Of(error).Why);
            _pause = Backoff.Pause(_failures, Random.Shared.NextDouble(), Pauses);
            _pausedAt = _time.GetTimestamp();
            return false;
        }
    }

    private RealtimeConnection[] Remove(Predicate<RealtimeConnection> which)
    {
        lock (_gate)
        {
            RealtimeConnection[] removed = [.. _ready.Where(session => which(session))];
            foreach (RealtimeConnection session in removed) _ready.Remove(session);
            return removed;
        }
    }

    private static Task CloseAsync(IEnumerable<RealtimeConnection> sessions) => Task.WhenAll(sessions.Select(async session =>
    {
        await session.CloseAsync();
        await session.DisposeAsync();
    }));
}
