using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Supervision;
using AgenticAi.Calls.Telemetry;

namespace AgenticAi.Calls.Model;

/// <summary>
/// Has another session ready before the one that serves reaches its longest duration, which the server does not announce: opens it,
/// tells it the conversation in a moment between two turns, and sees that it has arrived. Nothing of that touches the session that
/// serves; what fails is tried again.
/// </summary>
internal sealed class Rotation(
    Func<CancellationToken, Task<SessionRun>> open, QuietMoments quiet, IBrain brain, CallOptions options, CallTelemetry telemetry,
    TimeProvider time) : IAsyncDisposable
{
    /// <summary>How often it is asked whether the brain has stored what it was told: a write to a disk.</summary>
    private static readonly TimeSpan BrainStep = TimeSpan.FromMilliseconds(20);

    /// <summary>There are minutes left, and nobody waits.</summary>
    private static readonly SupervisionOptions Pauses = new()
    {
        FirstPause = TimeSpan.FromSeconds(1),
        LongestPause = TimeSpan.FromSeconds(30),
    };

    private SessionRun? _next;

    /// <summary>Waits for the time to change sessions.</summary>
    /// <returns>
    /// True when it is between two turns and the next session knows all that was said; false when that did not come about in time.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<bool> BetweenTurnsAsync(SessionRun serving, CancellationToken cancellationToken)
    {
        RotationTimes times = RotationTimes.Of(options.Supervision.RotateAfter, serving.Connection.Lifetime);
        await Task.Delay(Until(times.From, serving), time, cancellationToken); // not due before
        using var latest = new CancellationTokenSource(Until(times.Latest, serving), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(latest.Token, cancellationToken);
        try
        {
            for (int attempt = 0; !await TryPrepareAsync(attempt, either.Token); attempt++)
            {
                // It has been logged.
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The next session as far as there is one, which belongs to the caller from here on.</summary>
    public SessionRun? Take()
    {
        SessionRun? next = _next is { Over.IsCancellationRequested: false } ? _next : null;
        if (next is not null) _next = null;
        return next;
    }

    public async ValueTask DisposeAsync()
    {
        if (_next is { } unused) await unused.CloseAsync();
    }

    private async Task<bool> TryPrepareAsync(int attempt, CancellationToken cancellationToken)
    {
        await Task.Delay(Backoff.Pause(attempt, Random.Shared.NextDouble(), Pauses), time, cancellationToken); // back-off
        if (_next is { } failed) await failed.DisposeAsync();
        _next = null;
        try
        {
            _next = await open(cancellationToken);
            await ReadyAsync(_next, cancellationToken);
            return true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            bool isOver = _next is { Over.IsCancellationRequested: true };
            telemetry.NextSessionNotReady((isOver ? await _next!.RunAsync() : LegPolicy.Of(error)).Why);
            return false;
        }
    }

    /// <summary>Completes in a moment between two turns in which the next session knows all that was said before.</summary>
    private async Task ReadyAsync(SessionRun next, CancellationToken cancellationToken)
    {
        using var alive = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, next.Over);
        int moment;
        do
        {
            moment = await quiet.NextAsync(alive.Token);
            while (!brain.IsUpToDate && quiet.IsStill(moment)) await Task.Delay(BrainStep, time, alive.Token); // nothing tells
            if (!quiet.IsStill(moment)) continue;
            if (!await next.Memory.TryTellAsync(alive.Token)) throw new IOException("lost while it was being told");
            await next.ProvenAsync().WaitAsync(options.Connection.ConnectTimeout, time, alive.Token);
        }
        while (!quiet.IsStill(moment));
    }

    private static TimeSpan Until(TimeSpan age, SessionRun serving)
    {
        TimeSpan left = age - serving.Connection.Age;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
