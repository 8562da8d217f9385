namespace AgenticAi.Calls.Model;

/// <summary>The session of the moment, for those who write to the model. While there is none they wait. Safe for any thread.</summary>
internal sealed class ModelLink
{
    private readonly Lock _gate = new();
    private ModelSession? _session;
    private TaskCompletionSource? _next;

    /// <summary>The session that stands, or the one that will.</summary>
    /// <param name="after">A generation that is known to be lost: the session must be a later one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask<ModelSession> WhenThereAsync(int after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_session is { } session && session.Generation > after) return session;
                _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                next = _next.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A session stands.</summary>
    public void Join(ModelSession session)
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _session = session;
            waiting = _next;
            _next = null;
        }

        waiting?.SetResult();
    }

    /// <summary>The session is lost.</summary>
    public void Leave()
    {
        lock (_gate) _session = null;
    }
}
