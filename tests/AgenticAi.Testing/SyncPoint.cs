namespace AgenticAi.Testing;

/// <summary>A rendezvous: the code under test arrives and waits, the test sees it there and lets it go on.</summary>
public sealed class SyncPoint
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the code under test has arrived.</summary>
    public Task Arrived => _arrived.Task.Within();

    /// <summary>Called by the code under test: says that it is here and waits to be let on.</summary>
    public Task ArriveAsync(CancellationToken cancellationToken = default)
    {
        _arrived.TrySetResult();
        return _released.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Lets the code under test go on.</summary>
    public void Release() => _released.TrySetResult();
}
