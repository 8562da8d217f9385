using AgenticAi.Calls.Telemetry;
using AgenticAi.Realtime.Connections;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Model;

/// <summary>
/// The sessions of one call with the model. The first is on its way from the moment the call is announced: connecting only when the
/// stream has started would be dead air. Sessions that are kept warm come first. Whatever became of the last one, it is closed once,
/// and closing never fails.
/// </summary>
internal sealed class ModelLeg : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CallServices _services;
    private readonly CallTrace _trace;
    private readonly ILogger _logger;
    private Task<RealtimeConnection> _last;
    private bool _isFirstTaken;

    public ModelLeg(CallServices services, CallTrace trace, ILogger logger)
    {
        _services = services;
        _trace = trace;
        _logger = logger;
        _last = ConnectFirstAsync();
    }

    /// <summary>The session that is on its way, then a new one with each call.</summary>
    /// <exception cref="RealtimeConnectException">There is no session.</exception>
    public async Task<RealtimeConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_isFirstTaken)
        {
            _last = ConnectAsync(cancellationToken);
            // Once it is there it belongs to whoever asked for it, also when that is not wanted any more.
            return await _last;
        }

        _isFirstTaken = true;
        return await _last.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_last.IsCompleted) await _stop.CancelAsync();
        try
        {
            await using RealtimeConnection connection = await _last;
            await connection.CloseAsync();
        }
        catch (Exception error)
        {
            // Why there is no connection was the graph's matter; here it only must not keep the call from ending.
            _logger.ModelNotConnected(error.Message);
        }

        _stop.Dispose();
    }

    /// <summary>Until the stream is there the session is read, or its keep-alive would find no answer and end it.</summary>
    private async Task<RealtimeConnection> ConnectFirstAsync()
    {
        RealtimeConnection connection = await ConnectAsync(_stop.Token);
        if (!connection.IsStandingBy) connection.StandBy();
        return connection;
    }

    private async Task<RealtimeConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_services.Warm?.TryTake() is { } warm)
        {
            _logger.WarmSessionTaken(warm.SessionId, warm.Age);
            return warm;
        }

        using CallTrace.Scope traced = _trace.Enter();
        CallOptions options = _services.Options;
        return await RealtimeConnection.ConnectAsync(
            options.Endpoint, options.Session, options.Connection, _services.Time, _logger, cancellationToken);
    }
}
