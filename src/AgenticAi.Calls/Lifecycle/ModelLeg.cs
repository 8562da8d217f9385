using AgenticAi.Calls.Telemetry;
using AgenticAi.Realtime.Connections;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Lifecycle;

/// <summary>
/// The model's connection of one call, on its way from the moment the call is announced: connecting only when the stream has started
/// would be dead air. Whatever became of it, it is closed once, and closing never fails.
/// </summary>
internal sealed class ModelLeg : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _logger;

    public ModelLeg(CallServices services, ILogger logger)
    {
        _logger = logger;
        CallOptions options = services.Options;
        Connecting = RealtimeConnection.ConnectAsync(
            options.Endpoint, options.Session, options.Connection, services.Time, logger, _stop.Token);
    }

    /// <summary>The connection, or why there is none.</summary>
    public Task<RealtimeConnection> Connecting { get; }

    public async ValueTask DisposeAsync()
    {
        if (!Connecting.IsCompleted) await _stop.CancelAsync();
        try
        {
            await using RealtimeConnection connection = await Connecting;
            await connection.CloseAsync();
        }
        catch (Exception error)
        {
            // Why there is no connection was the graph's matter; here it only must not keep the call from ending.
            _logger.ModelNotConnected(error.Message);
        }

        _stop.Dispose();
    }
}
