using AgenticAi.Realtime.Connections;

namespace AgenticAi.Calls.Supervision;

/// <summary>Opens one session of the model after the other, for as long as the policy allows.</summary>
internal sealed class ModelSupervisor(OpenSession open, SupervisionOptions options, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private LossSeries? _series;
    private LegVerdict? _last;
    private bool _isLost;
    private bool _hasStood;

    /// <summary>How the call ends for want of a session; null while there is hope.</summary>
    public CallEnd? End { get; private set; }

    /// <summary>The limits of a first session count from the start of the stream.</summary>
    private SupervisionOptions Limits =>
        _hasStood || options.RestoreWithin < options.FirstWithin ? options : options with { RestoreWithin = options.FirstWithin };

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>A session was lost after it had stood for some time, or was cut off.</summary>
    public void OnLost(LegVerdict verdict, TimeSpan lived)
    {
        (_last, _isLost) = (verdict, true);
        if (verdict.Kind == LegVerdictKind.Fatal) End = verdict.End;
        else _series = LossSeries.After(_series, _hasStood ? Now : TimeSpan.Zero, lived, options);
    }

    /// <summary>The next session; null when there will be none, see <see cref="End"/>.</summary>
    public async Task<RealtimeConnection?> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_isLost && await TryOpenAsync(Limits.RestoreWithin - Now, cancellationToken) is { } first) return first;
        while (End is null)
        {
            if (_series!.Next(Now, Random.Shared.NextDouble(), Limits) is not { } attempt)
            {
                End = _last!.End;
                break;
            }

            _series = attempt.Series;
            await Task.Delay(attempt.Pause, time, cancellationToken); // back-off
            if (await TryOpenAsync(attempt.TimeLeft, cancellationToken) is { } connection) return connection;
            cancellationToken.ThrowIfCancellationRequested();
        }

        return null;
    }

    private async Task<RealtimeConnection?> TryOpenAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(within > TimeSpan.Zero ? within : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            RealtimeConnection connection = await open(either.Token);
            _hasStood = true;
            return connection;
        }
        catch (Exception error)
        {
            OnLost(LegPolicy.Of(error), lived: TimeSpan.Zero);
            return null;
        }
    }
}
