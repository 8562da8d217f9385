namespace AgenticAi.Calls.Model;

/// <summary>
/// The moments between two turns, in which one session can give way to another unnoticed. Turn-taking tells of them, from its own loop;
/// whoever waits for one may be on any thread.
/// </summary>
public sealed class QuietMoments
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<int>? _next;
    private bool _isQuiet;
    private int _number;

    /// <summary>Says how it is now. Costs next to nothing when it is as before.</summary>
    public void Observe(bool isQuiet)
    {
        // Only its own loop writes it.
        if (isQuiet == _isQuiet) return;
        TaskCompletionSource<int>? waiting = null;
        int number;
        lock (_gate)
        {
            _isQuiet = isQuiet;
            number = isQuiet ? ++_number : _number;
            if (isQuiet) (waiting, _next) = (_next, null);
        }

        waiting?.SetResult(number);
    }

    /// <summary>The number of the moment that is, or of the next one.</summary>
    public Task<int> NextAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_isQuiet) return Task.FromResult(_number);
            _next ??= new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            return _next.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>True while nothing has been said since this moment began.</summary>
    public bool IsStill(int moment)
    {
        lock (_gate) return _isQuiet && _number == moment;
    }
}
