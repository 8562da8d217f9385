using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Agents.OpenClaw;

/// <summary>
/// The one connection to the gateway that all calls share. Opened with the first task, opened again whenever it is lost, after pauses
/// that grow. A gateway that refuses us is left alone until the next task.
/// </summary>
internal sealed class ClawConnection(OpenClawOptions options, Action<string, JsonElement> onEvent, TimeProvider time, ILogger logger)
    : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource<ClawLink> _link = Next();
    private Task _loop = Task.CompletedTask;
    private ClawLink? _open;
    private bool _isTold;
    private bool _isDisposed;

    /// <summary>Why there is no connection at the moment.</summary>
    public string LastFailure { get; private set; } = "not tried yet";

    /// <summary>The open connection, or the next one.</summary>
    /// <exception cref="ClawException">The gateway refuses us, or this was disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<ClawLink> LinkAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_isDisposed) throw new ClawException(ClawFailure.NotReached, "we are stopping");
            if (_open is { Ended.IsCompleted: true } || _loop.IsCompleted) Renew();
            if (_loop.IsCompleted) _loop = RunAsync();
            return _link.Task.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task loop;
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            loop = _loop;
        }

        await _stop.CancelAsync();
        await loop;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        TimeSpan pause = options.FirstBackoff;
        try
        {
            while (true)
            {
                if (await StayAsync()) pause = options.FirstBackoff;
                await Task.Delay(pause, time, _stop.Token); // back-off
                pause = pause * 2 < options.LongestBackoff ? pause * 2 : options.LongestBackoff;
            }
        }
        catch (OperationCanceledException)
        {
            Fail(new ClawException(ClawFailure.NotReached, "we are stopping"));
        }
        catch (ClawException refusal)
        {
            LastFailure = refusal.Message;
            logger.GatewayRefused(refusal.Message);
            Fail(refusal);
        }
    }

    /// <summary>Opens a connection and keeps it until it is lost.</summary>
    /// <returns>Whether there was one.</returns>
    private async Task<bool> StayAsync()
    {
        ClawLink link;
        try
        {
            link = await ClawLink.OpenAsync(options, onEvent, time, logger, _stop.Token);
        }
        catch (ClawException error) when (error.Failure == ClawFailure.NotReached)
        {
            Tell(error.Message);
            return false;
        }

        await using (link)
        {
            _isTold = false;
            logger.GatewayConnected(link.Hello.Server, link.Hello.Protocol);
            lock (_gate)
            {
                _open = link;
                _link.TrySetResult(link);
            }

            string why = await link.Ended.WaitAsync(_stop.Token);
            lock (_gate) Renew();
            Tell(why);
        }

        return true;
    }

    /// <summary>Once for each time that it is away.</summary>
    private void Tell(string why)
    {
        LastFailure = why;
        if (_isTold) return;
        _isTold = true;
        logger.GatewayLost(why);
    }

    private void Fail(ClawException why)
    {
        lock (_gate)
        {
            Renew();
            _link.TrySetException(why);
            // Nobody need have waited for it.
            _ = _link.Task.Exception;
        }
    }

    /// <summary>Those who wait for a connection go on waiting; those who come now no longer get the one that ended.</summary>
    private void Renew()
    {
        _open = null;
        if (_link.Task.IsCompleted) _link = Next();
    }

    private static TaskCompletionSource<ClawLink> Next() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
