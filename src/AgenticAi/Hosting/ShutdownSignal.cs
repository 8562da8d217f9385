using System.Runtime.InteropServices;

namespace AgenticAi.Hosting;

/// <summary>Ctrl-C and SIGTERM: the first asks to finish, the second to hurry.</summary>
internal sealed class ShutdownSignal : IDisposable
{
    private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _finishing = new();
    private readonly PosixSignalRegistration[] _registrations;

    public ShutdownSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    /// <summary>Completes at the first signal.</summary>
    public Task Finish => _finish.Task;

    /// <summary>Completes at the second signal.</summary>
    public Task Hurry => _hurry.Task;

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _finishing.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _finishing.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!_finish.TrySetResult()) _hurry.TrySetResult();
        else _finishing.Cancel();
    }
}
